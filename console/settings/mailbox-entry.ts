import { hostOf, NAMED_PRESETS, PORTS, PRESETS } from './presets.ts';

/** One entry of the setting `mailboxes`, as in its JSON (docs/mailboxes.md). */
export interface MailboxEntry {
  name: string;
  preset?: string;
  protocol?: 'imap' | 'pop3';
  host?: string;
  port?: number;
  tls?: true | 'starttls' | false;
  user: string;
  secret: string;
  address: string;
  folder?: string;
  after?: string;
  since?: string;
  authservId?: string;
  auth?: 'password' | 'xoauth2';
  ca?: string;
  trustedAuthSource?: string;
  trustedArcSealers?: string[];
}

/** An entry in the form: every field shown is a text. */
export interface MailboxDraft {
  name: string;
  preset: string;
  protocol: 'imap' | 'pop3';
  host: string;
  port: string;
  tls: 'true' | 'starttls' | 'false';
  user: string;
  address: string;
  password: string;
  secret: string;
  folder: string;
  after: string;
  since: string;
  authservId: string;
  ca: string;
  /** Fields that the form does not show keep their values. */
  kept: Partial<MailboxEntry>;
}

export function draftOf(entry: MailboxEntry | undefined, senderAddress: string): MailboxDraft {
  const preset = entry ? presetOf(entry) : guessPreset(senderAddress);
  const protocol = entry?.protocol ?? 'imap';
  return {
    name: entry?.name ?? '',
    preset,
    protocol,
    host: entry?.host ?? hostOf(preset, protocol),
    port: String(entry?.port ?? PORTS[protocol]),
    tls: String(entry?.tls ?? true) as MailboxDraft['tls'],
    user: entry?.user ?? '',
    address: entry?.address ?? senderAddress,
    password: '',
    secret: entry?.secret ?? '',
    folder: entry?.folder ?? '',
    after: entry?.after ?? 'keep',
    since: entry?.since ?? '',
    authservId: entry?.authservId ?? '',
    ca: entry?.ca ?? '',
    kept: entry ? keptOf(entry) : {},
  };
}

function keptOf(entry: MailboxEntry): MailboxDraft['kept'] {
  const { name, preset, protocol, host, port, tls, user, secret, address, ...further } = entry;
  const { folder, after, since, authservId, ca, ...kept } = further;
  return kept;
}

const presetOf = ({ preset, host }: MailboxEntry): string =>
  preset ?? PRESETS.find((each) => each.host !== '' && each.host === host)?.value ?? '';

const DOMAINS: ReadonlyArray<[domain: RegExp, preset: string]> = [
  [/@(gmail|googlemail)\.com$/i, 'gmail'],
  [/@(outlook|hotmail|live)\.[a-z.]+$/i, 'outlook'],
  [/@(libero|inwind|iol|blu|giallo)\.it$/i, 'libero'],
  [/@(.+\.)?(pec\.aruba|arubapec|pec)\.it$/i, 'aruba-pec'],
  [/@aruba\.it$/i, 'aruba'],
  [/@(yahoo|ymail)\.[a-z.]+$/i, 'yahoo'],
  [/@(icloud|me|mac)\.com$/i, 'icloud'],
  [/@gmx\.[a-z]+$/i, 'gmx'],
];

/** The provider of an address, guessed from its domain. */
export const guessPreset = (address: string): string =>
  DOMAINS.find(([domain]) => domain.test(address))?.[1] ?? '';

/** The draft with the values of another preset or protocol. */
export function withPlace(draft: MailboxDraft, change: Partial<MailboxDraft>): MailboxDraft {
  const { auth, ...kept } = draft.kept;
  // how one signs in is the provider's
  const next = { ...draft, ...change, ...(change.preset !== undefined && { kept }) };
  const host = hostOf(next.preset, next.protocol);
  const port = String(PORTS[next.protocol]);
  if (host === '') {
    const isUsual = Object.values(PORTS).includes(Number(next.port));
    return { ...next, ...(isUsual && { port }) };
  }
  return { ...next, host, port, tls: 'true' };
}

/** The entry of a draft, without values that equal the preset's. */
export function entryOf(draft: MailboxDraft): MailboxEntry {
  const isNamed = NAMED_PRESETS.has(draft.preset);
  const place = isNamed
    ? { preset: draft.preset, ...(draft.protocol === 'pop3' && { protocol: 'pop3' as const }) }
    : {
        protocol: draft.protocol,
        host: draft.host.trim(),
        port: Number(draft.port),
        tls: draft.tls === 'starttls' ? ('starttls' as const) : draft.tls === 'true',
      };
  return {
    name: draft.name,
    ...place,
    user: draft.user.trim() || draft.address.trim(),
    secret: draft.secret,
    address: draft.address.trim(),
    ...(draft.folder && draft.protocol === 'imap' && { folder: draft.folder }),
    ...(draft.after !== 'keep' && { after: draft.after }),
    ...(draft.since && { since: draft.since }),
    ...(draft.authservId && { authservId: draft.authservId }),
    ...(draft.ca.trim() && { ca: draft.ca.trim() }),
    ...draft.kept,
  };
}

/** Whether the draft logs in elsewhere than the entry, or as another user: then the API asks for the password again. */
export function loginChanges(entry: MailboxEntry, draft: MailboxDraft): boolean {
  const before = draftOf(entry, entry.address);
  const fields = ['protocol', 'host', 'port', 'tls', 'ca'] as const;
  const userOf = ({ user, address }: MailboxDraft) => user.trim() || address.trim();
  return (
    fields.some((field) => before[field].trim() !== draft[field].trim()) ||
    userOf(before) !== userOf(draft)
  );
}

/** The draft with a name of its own and a secret that no other mailbox uses, because a new password must not change another mailbox. */
export function named(draft: MailboxDraft, others: readonly MailboxEntry[]): MailboxDraft {
  const base = draft.address.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 48) || 'mailbox';
  const name = draft.name || fresh(base, new Set(others.map((other) => other.name)));
  const secrets = new Set(others.map(({ secret }) => secret));
  const isShared = draft.secret === '' || (draft.password !== '' && secrets.has(draft.secret));
  return { ...draft, name, secret: isShared ? fresh(name, secrets) : draft.secret };
}

function fresh(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}

export function readEntries(text: string): MailboxEntry[] {
  try {
    const list = JSON.parse(text) as MailboxEntry[];
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
