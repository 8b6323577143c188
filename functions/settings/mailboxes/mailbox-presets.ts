/** A server of a well-known provider. Sources: the providers' own help pages. */
interface Place {
  host: string;
  port: number;
}

interface Provider {
  imap: Place;
  /** Undefined: the provider has no POP3. */
  pop3?: Place;
  auth: 'password' | 'xoauth2';
  /** The authserv-id of the provider's receiving server in Authentication-Results (RFC 8601 §2.5). */
  authservId?: string;
}

export const PRESET_NAMES = [
  'gmail',
  'outlook',
  'yahoo',
  'icloud',
  'gmx',
  'libero',
  'aruba',
] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

const IMAPS_PORT = 993;
const POP3S_PORT = 995;
const imaps = (host: string): Place => ({ host, port: IMAPS_PORT });
const pop3s = (host: string): Place => ({ host, port: POP3S_PORT });

/** All use implicit TLS (R17, R18 for Gmail). */
const MAILBOX_PRESETS: Record<PresetName, Provider> = {
  gmail: {
    imap: imaps('imap.gmail.com'),
    pop3: pop3s('pop.gmail.com'),
    auth: 'password',
    authservId: 'mx.google.com',
  },
  outlook: {
    imap: imaps('outlook.office365.com'),
    pop3: pop3s('outlook.office365.com'),
    auth: 'xoauth2',
  },
  yahoo: {
    imap: imaps('imap.mail.yahoo.com'),
    pop3: pop3s('pop.mail.yahoo.com'),
    auth: 'password',
  },
  icloud: { imap: imaps('imap.mail.me.com'), auth: 'password' },
  gmx: { imap: imaps('imap.gmx.net'), pop3: pop3s('pop.gmx.net'), auth: 'password' },
  libero: { imap: imaps('imapmail.libero.it'), pop3: pop3s('popmail.libero.it'), auth: 'password' },
  aruba: { imap: imaps('imaps.aruba.it'), pop3: pop3s('pop3s.aruba.it'), auth: 'password' },
};

/** Fills in from the preset what the entry does not say. An entry without a known preset is returned as it is. */
export function applyMailboxPreset(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('preset' in entry)) return entry;
  const name = PRESET_NAMES.find((known) => known === entry.preset);
  if (!name) return entry;
  const { imap, pop3, auth, authservId } = MAILBOX_PRESETS[name];
  const place = 'protocol' in entry && entry.protocol === 'pop3' ? (pop3 ?? imap) : imap;
  return {
    protocol: 'imap',
    tls: true,
    auth,
    ...(authservId && { authservId }),
    ...place,
    ...entry,
  };
}
