import { checkMailboxAddresses } from './check-mailbox-addresses.ts';
import { checkSenderAddress, type ReceivingAddresses } from './receiving-addresses.ts';
import type { SettingName, Settings } from './settings.ts';

/** A well-formed setting that conflicts with another one or with the deployment. */
export interface SettingsIssue {
  setting: SettingName;
  message: string;
}

/** Checks the settings against each other and against where the deployment receives; empty: all is well. */
export function checkSettings(
  settings: Pick<Settings, 'mailboxes' | 'sender-address'>,
  receiving?: ReceivingAddresses,
): SettingsIssue[] {
  const { mailboxes, 'sender-address': sender } = settings;
  const impossible =
    receiving === undefined || sender === ''
      ? undefined
      : checkSenderAddress(sender, receiving, mailboxes);
  return [
    ...(impossible === undefined
      ? []
      : [{ setting: 'sender-address' as const, message: impossible }]),
    ...checkMailboxAddresses(mailboxes, sender).map((message) => ({
      setting: 'mailboxes' as const,
      message,
    })),
  ];
}
