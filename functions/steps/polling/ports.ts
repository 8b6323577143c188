/** Ports of polling. A session is one connection to a mailbox; a state is what is kept between polls, with the cursor. */
import type { Readable } from 'node:stream';
import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';

/** One mail of a listing. `uid`: the IMAP UID in decimal, or the POP3 UIDL. */
export interface ListedMail {
  uid: string;
  /** As the server states it, which may be wrong. */
  sizeBytes: number;
  /** INTERNALDATE in epoch milliseconds; undefined for POP3. */
  arrivedAtMs?: number;
}

/** A mail that a rehearsal shows; header fields as they stand in the mail, shortened. */
export interface MailPreview {
  uid: string;
  sizeBytes: number;
  from: string;
  subject?: string;
  date?: string;
}

/** A raw mail spooled to the local disk, octet by octet as in the mailbox. The next fetch of its session overwrites it. */
export interface SpooledMail {
  /** Size of the whole mail, if the octets are only its header. */
  wholeBytes?: number;
  /** Number of octets that are spooled. */
  spooledBytes: number;
  /** Lower-case hex. */
  sha256: string;
  open(): Readable;
}

/** What is wrong with a mailbox, as codes for a page that explains them in its reader's language. */
export const MAILBOX_FAULTS = [
  'not-sender-address',
  'no-password',
  'secret-malformed',
  'unknown-host',
  'unreachable',
  'no-answer',
  'connection-cut',
  'certificate-not-trusted',
  'no-tls',
  'no-starttls',
  'login-refused',
  /** On this connection, which may lack TLS, or at all. */
  'no-passwords',
  'app-password-needed',
  'oauth-needed',
  'consent-ended',
  'turned-away',
  'no-such-folder',
  'out-of-time',
  /** Anything else. */
  'server-error',
] as const;
export type MailboxFault = (typeof MAILBOX_FAULTS)[number];

/** `code` for programs; `said`: at most a line of the server's own words or the connection's error code, untranslated. */
export interface MailboxTrouble {
  code: MailboxFault;
  said?: string;
}

/** The mailbox, its server or its credentials are at fault. `message` says what is wrong and how to mend it, and holds no secret. */
export class MailboxError extends Error {
  override readonly name: string = 'MailboxError';
  readonly trouble: MailboxTrouble;

  constructor(
    message: string,
    { cause, ...trouble }: Partial<MailboxTrouble> & { cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.trouble = { code: 'server-error', ...trouble };
  }
}

/** The server is throttling us: too many connections, or too much read. */
export class MailboxThrottledError extends MailboxError {
  constructor(message: string, said?: string) {
    super(message, { code: 'turned-away', ...(said && { said }) });
  }
}

/** The mail is longer than the limit, whatever the listing said. */
export class MailTooLargeError extends MailboxError {}

/** One session, from greeting to logout. Every method throws `MailboxError`. */
export interface MailboxSession {
  /** UIDVALIDITY in decimal; '' for POP3, whose UIDLs need none. */
  readonly uidScope: string;
  /** IMAP: above every UID that the folder ever had (RFC 9051 §2.3.1.1), if the server says so. */
  readonly uidNext: number | undefined;
  /** The secret with the refresh token that the provider gave together with the access token (RFC 6749 §6), if it gave another one. */
  readonly renewedSecret?: string | undefined;
  /** Uids in the mailbox's order; with IMAP only those above `afterUid`. */
  listUids(afterUid: number): Promise<string[]>;
  /** Sizes and times, in the order of `uids`; mails that are gone are omitted. */
  describe(uids: string[]): Promise<ListedMail[]>;
  /** When the mail arrived or was written, epoch milliseconds; undefined: unknown. */
  dateOf(mail: ListedMail): Promise<number | undefined>;
  preview(mail: ListedMail): Promise<MailPreview>;
  /** Counts the octets as they arrive, and throws `MailTooLargeError` beyond `maxBytes`. Undefined: the server gives nothing. */
  fetch(mail: ListedMail, maxBytes: number): Promise<SpooledMail | undefined>;
  /** Only the header block, for a mail that is too large. Undefined: the mail is gone. */
  fetchHeader(mail: ListedMail): Promise<SpooledMail | undefined>;
  /** Does with a mail that was taken what the entry's `after` says. */
  applyAfter(mail: ListedMail): Promise<void>;
  /** False once the connection is lost. */
  isUsable(): boolean;
  /** Ends the session; POP3 deletes only now. Never throws after a failure. */
  close(): Promise<void>;
  /** Cuts the connection, so that a POP3 server deletes nothing (RFC 1939 §6). */
  abandon(): Promise<void>;
}

export interface MailboxOpener {
  /** Throws `MailboxError`. At `deadlineMs` (epoch) the connection is cut, whatever its phase. */
  open(mailbox: Mailbox, secret: string, deadlineMs: number): Promise<MailboxSession>;
}

/** A mail that could not be fetched. It is tried again at growing intervals, and never given up. */
export interface Trouble {
  attempts: number;
  nextAttemptAtMs: number;
  /** It was longer than the listing said. */
  isTooLarge?: true;
  /** It was there at the first poll, so its date decides whether it is taken (POP3). */
  isOfBaseline?: true;
}

/** The cursor of a mailbox. */
export type MailboxPosition =
  | { kind: 'imap'; uidValidity: string; uid: number }
  /**
   * `isBaselined`: every mail of the first poll was judged. `remaining`: mails left in the mailbox after the last poll; `sizes`: octets of the
   * first of them, as listed.
   */
  | { kind: 'pop3'; isBaselined: boolean; remaining: number; sizes?: number[] };

export interface MailboxState {
  /** The mailbox that the state belongs to: `"imap://user@host:port/folder"`. */
  identity: string;
  /** When the mailbox first stood in the setting, epoch milliseconds. */
  activatedAtMs: number;
  /** Changes with the entry or its secret's version, which ends the back-off. Nothing of the password is in it: others may read the table. */
  credentialsDigest: string;
  failures: number;
  nextAttemptAtMs: number;
  lastError?: string;
  lastTrouble?: MailboxTrouble;
  lastPolledAtMs?: number;
  /**
   * Set when the mailbox was renumbered and is looked through again: mail from before this time was dealt with, and is too old for a
   * duplicate guard to recognise it. Epoch milliseconds.
   */
  dealtWithUntilMs?: number;
  /** When it was last found renumbered, epoch milliseconds. */
  renumberedAtMs?: number;
  position?: MailboxPosition;
  /** By uid; mails to be tried again. */
  troubled: Record<string, Trouble>;
}

/** A mailbox's lease, held by one poll. Every write fails once another poll has taken it. */
export interface MailboxLease {
  readonly state: MailboxState | undefined;
  /** Writes the state and renews the lease. False: the lease is lost, so stop. */
  save(state: MailboxState): Promise<boolean>;
  giveBack(): Promise<void>;
}

export interface MailboxCursorStore {
  /** Undefined: another poll holds the mailbox. */
  lease(name: string): Promise<MailboxLease | undefined>;
  find(name: string): Promise<MailboxState | undefined>;
  /** The UIDLs of this mailbox that were dealt with. */
  knownUidls(name: string, identity: string): Promise<UidlMemory>;
}

export type UidlFate = 'kept' | 'deleting';

/** POP3 mails that were dealt with. `deleting`: taken, and to be deleted. */
export interface UidlMemory {
  fateOf(uidl: string): UidlFate | undefined;
  add(uidls: string[], fate: UidlFate): Promise<void>;
  /**
   * Takes the complete listing. Forgets a UIDL that was deleted and is gone, because the server may reuse it (RFC 1939 §7), and any UIDL
   * not listed for weeks.
   */
  sawListing(listed: ReadonlySet<string>): Promise<void>;
}

export interface PolledMailStore {
  /** Stores the octets under `polled/<id>` and returns the key. Idempotent by id. */
  put(id: string, mailbox: string, mail: SpooledMail): Promise<string>;
}

/** Puts polled mail into `InboundQueue`. */
export interface PolledMailQueue {
  enqueue(mail: { key: string; mailbox: string; receivedAt: string }): Promise<void>;
}

/** `version` changes with the text, and nobody can tell the text from it. `writtenAtMs` (epoch): when it became the secret. */
export interface MailboxSecret {
  text: string;
  version: string;
  writtenAtMs: number;
}

export interface MailboxSecrets {
  /** By the last part of the secret's name. Undefined: no such secret. */
  read(secret: string): Promise<MailboxSecret | undefined>;
  /** Writes a text in the place of `read`. One that somebody has given since stays. */
  replace(secret: string, read: MailboxSecret, text: string): Promise<void>;
}

/** Past values of the setting `mailboxes`, newest first. */
export interface SettingHistory {
  versionsOfMailboxes(): Promise<{ mailboxes: Mailbox[]; atMs: number }[]>;
}
