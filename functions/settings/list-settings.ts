import { checkSettings } from './check-settings.ts';
import { isSettingName, readSettings, textInForce } from './read-settings.ts';
import type { ReceivingAddresses } from './receiving-addresses.ts';
import { SETTING_NAMES } from './settings.ts';

/** One setting as an admin sees it. */
export interface SettingRow {
  name: string;
  /** The parameter's text, else the default; not in force if there is a `problem`. */
  text: string;
  /** There is no parameter, or it holds the default. */
  isDefault: boolean;
  /** Why the text is refused, or what it conflicts with. */
  problem?: string;
}

/** Every setting with its text and its problem; parameters with unknown names come last. */
export function listSettings(
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): SettingRow[] {
  const { settings, problems } = readSettings(texts, undefined, receiving);
  const found = [...problems, ...checkSettings(settings, receiving)];
  const known = SETTING_NAMES.map((name): SettingRow => {
    const text = textInForce(name, texts, receiving);
    const problem = found.find((one) => one.name === name)?.reason;
    return {
      name,
      text,
      isDefault: text === textInForce(name, {}, receiving),
      ...(problem !== undefined && { problem }),
    };
  });
  const strangers = Object.keys(texts)
    .filter((name) => !isSettingName(name))
    .map((name) => ({
      name,
      text: texts[name] ?? '',
      isDefault: false,
      problem: 'there is no setting of this name',
    }));
  return [...known, ...strangers];
}
