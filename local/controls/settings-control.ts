import { listSettings } from '../../functions/settings/list-settings.ts';
import { isSettingName } from '../../functions/settings/read-settings.ts';
import type { ReceivingAddresses } from '../../functions/settings/receiving-addresses.ts';
import { parameterText, refuseSetting } from '../../functions/settings/refuse-setting.ts';
import { SETTING_NAMES } from '../../functions/settings/settings.ts';
import { type LocalConfiguration, STAGE } from '../configuration.ts';
import { ControlError } from './controls.ts';

export const SETTINGS_PATH = `/email-piping/${STAGE}/`;

/** Every setting as it is stored, by short name, and the defaults of the others. */
export function storedSettings(
  texts: Record<string, string>,
  receiving: ReceivingAddresses,
): Record<string, string> {
  return Object.fromEntries(listSettings(texts, receiving).map(({ name, text }) => [name, text]));
}

/** Where this run receives mail. */
export function receivingAddressesOf(configuration: LocalConfiguration): ReceivingAddresses {
  const { address, otherAddresses, receivesWholeDomain, domain } = configuration;
  return {
    addresses: [address, ...otherAddresses],
    ...(receivesWholeDomain && { wholeDomain: domain }),
  };
}

/**
 * Checks a setting's text, to be stored beside `others` (by short name). Returns it, or throws with
 * the reason: unknown name, bad value, or a value that does not go with the others (S20, R4, R6).
 */
export function checkSetting(
  name: string,
  text: string,
  others: Record<string, string>,
  receiving: ReceivingAddresses,
): string {
  if (!isSettingName(name))
    throw new ControlError(
      404,
      `There is no setting "${name}". There are: ${SETTING_NAMES.join(', ')}.`,
    );
  const value = parameterText(text);
  const reason = refuseSetting(name, value, others, receiving);
  if (reason) throw new ControlError(422, `${name}: ${reason}`);
  return value;
}
