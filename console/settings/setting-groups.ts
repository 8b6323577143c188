import type { Setting } from './settings-api.ts';

export type GroupName = 'sender' | 'mailboxes' | 'users' | 'incoming' | 'mails' | 'safety' | 'more';

/** The settings grouped as an admin thinks of them. Others come last. */
export const GROUPS: ReadonlyArray<{ group: GroupName; settings: readonly string[] }> = [
  { group: 'sender', settings: ['sender-address', 'sender-name'] },
  { group: 'mailboxes', settings: ['mailboxes'] },
  {
    group: 'users',
    settings: [
      'user-email-notifications',
      'agent-replies-reach-user',
      'human-takeover',
      'grouping-seconds',
      'mails-per-hour',
    ],
  },
  {
    group: 'incoming',
    settings: [
      'convert-all-emails',
      'new-conversations-per-hour',
      'own-list-ids',
      'trusted-arc-sealers',
      'ask-staff',
    ],
  },
  {
    group: 'mails',
    settings: [
      'delimiter',
      'locale',
      'time-zone',
      'history-messages',
      'inline-attachment-bytes',
      'sender-form',
    ],
  },
  { group: 'safety', settings: ['tag-prefix', 'tag-digits', 'reply-tokens'] },
];

const GROUPED = new Set(GROUPS.flatMap(({ settings }) => settings));

export function settingsOf(group: GroupName, all: readonly Setting[]): Setting[] {
  if (group === 'more') return all.filter(({ name }) => !GROUPED.has(name));
  const names = GROUPS.find((each) => each.group === group)?.settings ?? [];
  return names.flatMap((name) => all.filter((setting) => setting.name === name));
}
