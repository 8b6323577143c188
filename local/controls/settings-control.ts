import { checkSettings } from '../../functions/settings/check-settings.ts';
import { readSettings } from '../../functions/settings/read-settings.ts';
import {
  SETTING_NAMES,
  SETTINGS_SCHEMA,
  type SettingName,
} from '../../functions/settings/settings.ts';
import { STAGE } from '../configuration.ts';
import { ControlError } from './controls.ts';

export const SETTINGS_PATH = `/email-piping/${STAGE}/`;
const MAX_PARAMETER_BYTES = 4096;

/**
 * The setting's text if it may stand in SSM beside the others, which are given by short name; an unknown name, a bad value or one that does
 * not go with the others is refused with name and reason (S20, R6).
 */
export function checkSetting(name: string, text: string, others: Record<string, string>): string {
  const known = SETTING_NAMES.find((each) => each === name);
  if (!known)
    throw new ControlError(
      404,
      `There is no setting "${name}". There are: ${SETTING_NAMES.join(', ')}.`,
    );
  const value = text.trim() === '' ? ' ' : text;
  if (Buffer.byteLength(value) > MAX_PARAMETER_BYTES) {
    throw new ControlError(422, `${name}: a parameter has at most ${MAX_PARAMETER_BYTES} bytes.`);
  }
  const reason = reasonAgainst(known, value);
  if (reason) throw new ControlError(422, `${name}: ${reason}`);
  const [issue] = checkSettings(readSettings({ ...others, [name]: value }).settings);
  if (issue) throw new ControlError(422, `${name}: ${issue.message}`);
  return value;
}

function reasonAgainst(name: SettingName, value: string): string | undefined {
  const parsed = SETTINGS_SCHEMA[name].safeParse(value);
  if (parsed.success) return undefined;
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return reasons.join('; ');
}
