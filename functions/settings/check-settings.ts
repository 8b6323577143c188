import { checkMailboxAddresses } from './mailboxes/check-mailbox-addresses.ts';
import { isSettingName, readSettings, type SettingsReading } from './read-settings.ts';
import type { ReceivingAddresses } from './receiving-addresses.ts';

/**
 * The settings in force, and every problem of the texts: refused values, mailboxes that do not fit the sender address (R4, R6), and
 * parameters that are no setting, whose names are probably misspelt.
 */
export function checkSettings(
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): SettingsReading {
  const { settings, problems } = readSettings(texts, receiving);
  const misfits = checkMailboxAddresses(settings.mailboxes, settings['sender-address']);
  const conflicts = misfits.map((reason) => ({ name: 'mailboxes', reason }));
  const unknown = Object.keys(texts)
    .filter((name) => !isSettingName(name))
    .map((name) => ({ name, reason: 'there is no setting of this name' }));
  return { settings, problems: [...problems, ...conflicts, ...unknown] };
}
