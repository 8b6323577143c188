import { checkMailboxAddresses } from './check-mailbox-addresses.ts';
import type { SettingProblem } from './read-settings.ts';
import { checkSenderAddress, type ReceivingAddresses } from './receiving-addresses.ts';
import type { Settings } from './settings.ts';

/** The well-formed settings that conflict with one another, or with where the deployment receives; empty: all is well. */
export function checkSettings(
  settings: Pick<Settings, 'mailboxes' | 'sender-address'>,
  receiving?: ReceivingAddresses,
): SettingProblem[] {
  const { mailboxes, 'sender-address': sender } = settings;
  const impossible =
    receiving === undefined || sender === ''
      ? undefined
      : checkSenderAddress(sender, receiving, mailboxes);
  return [
    ...(impossible === undefined ? [] : [{ name: 'sender-address', reason: impossible }]),
    ...checkMailboxAddresses(mailboxes, sender).map((reason) => ({ name: 'mailboxes', reason })),
  ];
}
