import type { SettingsTextKey } from './texts/en.ts';

/** A provider of mailboxes, for the form. The pipeline itself knows host and port from the preset's name. */
export interface Preset {
  value: string;
  label: string;
  host: string;
  /** The host of POP3, where it is another one. */
  pop3?: string;
  hint?: SettingsTextKey;
  link?: string;
}

type Protocol = 'imap' | 'pop3';

/** With TLS from the beginning. */
export const PORTS: Readonly<Record<Protocol, number>> = { imap: 993, pop3: 995 };

export const PRESETS: readonly Preset[] = [
  {
    value: 'gmail',
    label: 'Gmail, Google Workspace',
    host: 'imap.gmail.com',
    pop3: 'pop.gmail.com',
    hint: 'hint.gmail',
    link: 'https://myaccount.google.com/apppasswords',
  },
  {
    value: 'outlook',
    label: 'Outlook, Microsoft 365',
    host: 'outlook.office365.com',
    hint: 'hint.outlook',
  },
  {
    value: 'libero',
    label: 'Libero Mail',
    host: 'imapmail.libero.it',
    pop3: 'popmail.libero.it',
    hint: 'hint.libero',
  },
  {
    value: 'aruba',
    label: 'Aruba',
    host: 'imaps.aruba.it',
    pop3: 'pop3s.aruba.it',
  },
  {
    value: 'aruba-pec',
    label: 'Aruba PEC',
    host: 'imaps.pec.aruba.it',
    pop3: 'pop3s.pec.aruba.it',
    hint: 'hint.pec',
  },
  {
    value: 'yahoo',
    label: 'Yahoo Mail',
    host: 'imap.mail.yahoo.com',
    pop3: 'pop.mail.yahoo.com',
    hint: 'hint.appPassword',
    link: 'https://login.yahoo.com/account/security',
  },
  {
    value: 'icloud',
    label: 'iCloud',
    host: 'imap.mail.me.com',
    hint: 'hint.appPassword',
    link: 'https://account.apple.com/account/manage',
  },
  {
    value: 'gmx',
    label: 'GMX',
    host: 'imap.gmx.net',
    pop3: 'pop.gmx.net',
    hint: 'hint.gmx',
  },
  { value: '', label: '', host: '' },
];

/** The provider's host for this protocol; '' where the provider is none of these. */
export function hostOf(preset: string | undefined, protocol: Protocol = 'imap'): string {
  const { host = '', pop3 = host }: Partial<Preset> =
    PRESETS.find(({ value }) => value === preset) ?? {};
  return protocol === 'pop3' ? pop3 : host;
}

/** Other presets are unknown to `functions/settings/mailboxes/mailbox-presets.ts`, so their values are written in full. */
export const NAMED_PRESETS = new Set([
  'gmail',
  'outlook',
  'yahoo',
  'icloud',
  'gmx',
  'libero',
  'aruba',
]);
