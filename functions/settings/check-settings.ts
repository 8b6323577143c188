import { checkMailboxes } from './check-mailboxes.ts';
import type { SettingName, Settings } from './settings.ts';

/** A setting that does not go with another one, though each is well-formed. */
export interface SettingsIssue {
  setting: SettingName;
  message: string;
}

/** What the settings say about each other; empty: all is well. */
export function checkSettings(
  settings: Pick<Settings, 'mailboxes' | 'sender-address'>,
): SettingsIssue[] {
  return checkMailboxes(settings.mailboxes, settings['sender-address']).map((message) => ({
    setting: 'mailboxes',
    message,
  }));
}
