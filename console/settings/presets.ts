import type { SettingsTextKey } from './texts/en.ts';

/** A provider of mailboxes, for the form. The pipeline itself knows host and port from the preset's name. */
export interface Preset {
  value: string;
  label: string;
  host: string;
  port: number;
  pop3?: { host: string; port: number };
  hint?: SettingsTextKey;
  link?: string;
}

const IMAPS = 993;
const POP3S = 995;

export const PRESETS: readonly Preset[] = [
  {
    value: 'gmail',
    label: 'Gmail, Google Workspace',
    host: 'imap.gmail.com',
    port: IMAPS,
    pop3: { host: 'pop.gmail.com', port: POP3S },
    hint: 'hint.gmail',
    link: 'https://myaccount.google.com/apppasswords',
  },
  {
    value: 'outlook',
    label: 'Outlook, Microsoft 365',
    host: 'outlook.office365.com',
    port: IMAPS,
    pop3: { host: 'outlook.office365.com', port: POP3S },
    hint: 'hint.outlook',
  },
  {
    value: 'libero',
    label: 'Libero Mail',
    host: 'imapmail.libero.it',
    port: IMAPS,
    pop3: { host: 'popmail.libero.it', port: POP3S },
    hint: 'hint.libero',
  },
  {
    value: 'aruba',
    label: 'Aruba',
    host: 'imaps.aruba.it',
    port: IMAPS,
    pop3: { host: 'pop3s.aruba.it', port: POP3S },
  },
  {
    value: 'aruba-pec',
    label: 'Aruba PEC',
    host: 'imaps.pec.aruba.it',
    port: IMAPS,
    pop3: { host: 'pop3s.pec.aruba.it', port: POP3S },
    hint: 'hint.pec',
  },
  {
    value: 'yahoo',
    label: 'Yahoo Mail',
    host: 'imap.mail.yahoo.com',
    port: IMAPS,
    pop3: { host: 'pop.mail.yahoo.com', port: POP3S },
    hint: 'hint.appPassword',
    link: 'https://login.yahoo.com/account/security',
  },
  {
    value: 'icloud',
    label: 'iCloud',
    host: 'imap.mail.me.com',
    port: IMAPS,
    hint: 'hint.appPassword',
    link: 'https://account.apple.com/account/manage',
  },
  {
    value: 'gmx',
    label: 'GMX',
    host: 'imap.gmx.net',
    port: IMAPS,
    pop3: { host: 'pop.gmx.net', port: POP3S },
    hint: 'hint.gmx',
  },
  { value: '', label: '', host: '', port: IMAPS },
];

/** Other presets are unknown to `functions/settings/mailbox-presets.ts`, so their values are written in full. */
export const NAMED_PRESETS = new Set([
  'gmail',
  'outlook',
  'yahoo',
  'icloud',
  'gmx',
  'libero',
  'aruba',
]);
