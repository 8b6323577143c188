import type { Setting } from './setting.ts';

export type GroupName = 'sender' | 'mailboxes' | 'users' | 'incoming' | 'mails' | 'safety' | 'more';

/** The settings as an admin thinks of them; one that is not named here comes last. */
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

/** How a setting looks where the API does not say it. */
const KNOWN: Record<string, Partial<Setting>> = {
  'sender-address': { type: 'address' },
  'user-email-notifications': { type: 'switch' },
  'human-takeover': { type: 'switch' },
  'convert-all-emails': { type: 'switch' },
  delimiter: { type: 'switch' },
  'reply-tokens': { type: 'switch' },
  'ask-staff': { type: 'switch' },
  locale: { type: 'choice', choices: ['en', 'it', 'de', 'fr', 'es', 'pt', 'nl', 'pl'] },
  'agent-replies-reach-user': {
    type: 'choice',
    choices: ['always', 'when-offline', 'by-flag'],
  },
  'grouping-seconds': { type: 'number', minimum: 0, maximum: 900, unit: 'seconds' },
  'mails-per-hour': { type: 'number', minimum: 1, maximum: 1000 },
  'inline-attachment-bytes': { type: 'number', minimum: 0, maximum: 7_000_000, unit: 'bytes' },
  'history-messages': { type: 'number', minimum: 0, maximum: 20 },
  'new-conversations-per-hour': { type: 'number', minimum: 0, maximum: 10_000 },
  'tag-digits': { type: 'number', minimum: 4, maximum: 6 },
  mailboxes: { type: 'mailboxes' },
};

export const describeSetting = (setting: Setting): Setting => ({
  ...KNOWN[setting.name],
  ...setting,
});
