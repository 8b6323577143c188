/**
 * What polling needs of the world beside `ports.ts`. A mailbox is seen through one session; what is known of it between two polls is a
 * state, a cursor into it.
 */
import type { Readable } from 'node:stream';
import type { Mailbox } from '../../settings/mailboxes.ts';

/** One mail of a listing. `uid` is the IMAP UID in decimal, or the POP3 UIDL. */
export interface ListedMail {
  uid: string;
  /** As the server says; servers err. */
  sizeBytes: number;
  /** When it came into the mailbox (INTERNALDATE), epoch milliseconds; POP3 does not say. */
  arrivedAtMs?: number;
}

/** What a rehearsal shows. Fields as they stand in the mail, shortened. */
export interface MailPreview {
  uid: string;
  sizeBytes: number;
  from: string;
  subject?: string;
  date?: string;
}

/** A raw mail on this machine's disk, octet by octet as the mailbox has it; gone with the next fetch of its session. */
export interface SpooledMail {
  /** Of the whole mail, where the octets are its header alone. */
  wholeBytes?: number;
  /** Lower-case hex. */
  sha256: string;
  open(): Readable;
}

/** What is wrong with a mailbox, for a page that says it in its reader's language. */
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
  'app-password-needed',
  'oauth-needed',
  'consent-ended',
  'turned-away',
  'no-such-folder',
  'out-of-time',
  /** Anything else that the server said or did. */
  'server-error',
] as const;
export type MailboxFault = (typeof MAILBOX_FAULTS)[number];

/** `code` for programs; `said`: the server's own words or the connection's code, which nobody translates, at most a line. */
export interface MailboxTrouble {
  code: MailboxFault;
  said?: string;
}

/** The mailbox, its server or its credentials are at fault: `message` says what and how to mend it, and holds no secret. */
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

/** The server lets nobody in for a while: too many came, or too much was read. */
export class MailboxThrottledError extends MailboxError {
  constructor(message: string, said?: string) {
    super(message, { code: 'turned-away', ...(said && { said }) });
  }
}

/** The mail is longer than is taken, whatever the listing said. */
export class MailTooLargeError extends MailboxError {}

/** From greeting to goodbye. Every method throws `MailboxError`. */
export interface MailboxSession {
  /** UIDVALIDITY in decimal; '' for UIDLs, which need none. */
  readonly uidScope: string;
  /** Of every mail above `afterUid` (IMAP; POP3: of every mail), in the mailbox's order. */
  listUids(afterUid: number): Promise<string[]>;
  /** Sizes and times, in the order of `uids`; mails that are gone are left out. */
  describe(uids: string[]): Promise<ListedMail[]>;
  /** When the mail came or was written, epoch milliseconds; undefined: nothing says so. */
  dateOf(mail: ListedMail): Promise<number | undefined>;
  preview(mail: ListedMail): Promise<MailPreview>;
  /** Throws `MailTooLargeError` for a mail beyond `maxBytes` as it reads, whatever the listing said. Undefined: the server gives nothing. */
  fetch(mail: ListedMail, maxBytes: number): Promise<SpooledMail | undefined>;
  /** The header block of a mail that is too large to be taken. Undefined: the mail is gone meanwhile. */
  fetchHeader(mail: ListedMail): Promise<SpooledMail | undefined>;
  /** Does what the entry's `after` says to a mail that was taken. */
  settle(mail: ListedMail): Promise<void>;
  /** False once the connection is lost: nothing more can be asked. */
  isUsable(): boolean;
  /** Ends the session; POP3 deletes now. Never throws after a failure. */
  close(): Promise<void>;
}

export interface MailboxOpener {
  /** `deadlineMs` (epoch) covers every phase: at that time the connection is cut. Throws `MailboxError`. */
  open(mailbox: Mailbox, secret: string, deadlineMs: number): Promise<MailboxSession>;
}

/** A mail that could not be fetched is tried again, ever more rarely, and never given up. */
export interface Trouble {
  attempts: number;
  nextAttemptAtMs: number;
  /** It was longer than the listing says. */
  isTooLarge?: true;
  /** It lay there at the first poll, and is told by its date (POP3). */
  isOfBaseline?: true;
}

/** How far a mailbox has been worked off. */
export type MailboxPosition =
  | { kind: 'imap'; uidValidity: string; uid: number }
  /** `isBaselined`: everything that lay there at the first poll was judged. `remaining`: mails left when the last poll ended. */
  | { kind: 'pop3'; isBaselined: boolean; remaining: number };

export interface MailboxState {
  /** Whose state it is: `"imap://user@host:port/folder"`. */
  identity: string;
  /** When the entry first stood in the setting, epoch milliseconds. */
  activatedAtMs: number;
  /** Changes with entry and secret: then back-off ends at once. */
  credentialsDigest: string;
  failures: number;
  nextAttemptAtMs: number;
  lastError?: string;
  lastTrouble?: MailboxTrouble;
  lastPolledAtMs?: number;
  /**
   * Set when the mailbox is looked through again, since the server has given its mails other ids: what came before this time was dealt with, so
   * long ago that no duplicate guard knows it any more. Epoch milliseconds.
   */
  dealtWithUntilMs?: number;
  position?: MailboxPosition;
  /** By uid. */
  troubled: Record<string, Trouble>;
}

/** Holds a mailbox for one poll. Every write fails once another poll has taken the lease over. */
export interface MailboxLease {
  readonly state: MailboxState | undefined;
  /** Writes the state and renews the lease. False: the lease is lost, stop. */
  save(state: MailboxState): Promise<boolean>;
  release(): Promise<void>;
}

export interface MailboxCursorStore {
  /** Undefined: another poll holds the mailbox. */
  lease(name: string): Promise<MailboxLease | undefined>;
  find(name: string): Promise<MailboxState | undefined>;
  /** The UIDLs of this mailbox that were dealt with. */
  knownUidls(name: string, identity: string): Promise<UidlMemory>;
}

export type UidlFate = 'kept' | 'deleting';

/** Which POP3 mails were dealt with. `deleting` are those that were to be deleted once taken. */
export interface UidlMemory {
  fateOf(uidl: string): UidlFate | undefined;
  add(uidls: string[], fate: UidlFate): Promise<void>;
  /**
   * Told all that is listed. A UIDL that was deleted and is gone may come again for another mail (RFC 1939 §7), so it is forgotten; others
   * are forgotten once they were not listed for weeks.
   */
  sawListing(listed: ReadonlySet<string>): Promise<void>;
}

export interface PolledMailStore {
  /** Stores the octets under `polled/<id>`; the same id twice is one object. Gives the key. */
  put(id: string, mailbox: string, mail: SpooledMail): Promise<string>;
}

/** The way into `InboundQueue` for polled mail. */
export interface PolledMailQueue {
  enqueue(mail: { key: string; mailbox: string; receivedAt: string }): Promise<void>;
}

export interface MailboxSecrets {
  /** By the last part of its name. Undefined: there is no such secret. */
  read(secret: string): Promise<string | undefined>;
}

/** The values that the setting `mailboxes` had, newest first. */
export interface SettingHistory {
  versionsOfMailboxes(): Promise<{ mailboxes: Mailbox[]; atMs: number }[]>;
}
