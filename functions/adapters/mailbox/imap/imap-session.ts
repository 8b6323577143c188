import type { FetchMessageObject, ImapFlow, ImapFlowError } from 'imapflow';
import { cutText } from '../../../mail/clean-text.ts';
import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import {
  type ListedMail,
  MailboxError,
  type MailboxSession,
  type MailPreview,
  type SpooledMail,
} from '../../../steps/polling/ports.ts';
import type { MailSpool } from '../mail-spool.ts';
import { spoolHeader } from '../spool-header.ts';
import { withinOctets } from './within-octets.ts';

/** Ends the connection; what is under way, and whatever follows, fails with `why`. */
export type Cut = (why: MailboxError) => void;

/** The client holds every UID of a listing in memory. */
export const MAX_FOLDER_MAILS = 1_000_000;
/** As much as that many UIDs of seven digits need. */
export const MAX_LISTING_BYTES = 8 * MAX_FOLDER_MAILS;
/** What one poll looks at, the oldest first; the next poll goes on from there. */
const MAX_LISTED_MAILS = 100_000;
/** What one command's answer takes, such as the lines around forty pieces of a mail. */
const COMMAND_BYTES = 8 * 1024;
/** Twice what the size and time of one mail take. */
const DESCRIPTION_BYTES = 256;
/** More than the longest header that is read (mail/limits.ts). */
const ENVELOPE_BYTES = 512 * 1024;
/** For one mail: a server may ignore a partial fetch and send the whole. */
const MAX_FETCHED_BYTES = 50 * 1024 * 1024;
/** Fetches most mails in one round trip, and bounds the memory for larger ones. */
const FETCH_CHUNK_BYTES = 1024 * 1024;
const BY_UID = { uid: true } as const;
const MAX_SUBJECT_CHARACTERS = 200;

function toListed({ uid, size, internalDate }: FetchMessageObject): ListedMail {
  const arrivedAtMs = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return {
    uid: String(uid),
    sizeBytes: size ?? 0,
    ...(!Number.isNaN(arrivedAtMs) && { arrivedAtMs }),
  };
}

interface Connection {
  cut: Cut;
  /** Why the connection ended, if it has. */
  failure(): unknown;
  /** The last command that the server refused. */
  refusal(): Refusal;
}

/** What a server says to a NO or BAD (RFC 9051 §7.1). */
export type Refusal = Pick<ImapFlowError, 'responseText' | 'serverResponseCode'>;

/** A refusal in the client's own form, with what was refused; `explainError` sees whether we are only turned away for a while. */
const refused = (what: string, { responseText, serverResponseCode }: Refusal) =>
  Object.assign(new Error(what), {
    responseText: responseText ? `${what} (${responseText})` : what,
    ...(serverResponseCode && { serverResponseCode }),
  });

/** An open folder; one command at a time. Every fetch is a PEEK, so \Seen does not change (RFC 9051 §6.4.5). */
export class ImapSession implements MailboxSession {
  readonly uidScope: string;
  readonly uidNext: number | undefined;
  readonly #client: ImapFlow;
  readonly #after: string;
  readonly #spool: MailSpool;
  readonly #connection: Connection;
  /**
   * Octets that the server may still send in this session, besides mails. Each command adds what its answer needs. The client parses every
   * line: if each answer had a limit of its own, junk before each would take the time of all mailboxes.
   */
  #allowedBytes = MAX_LISTING_BYTES;

  constructor(client: ImapFlow, mailbox: Mailbox, spool: MailSpool, connection: Connection) {
    if (!client.mailbox) throw new MailboxError('the folder is not open');
    this.uidScope = String(client.mailbox.uidValidity);
    this.uidNext = client.mailbox.uidNext;
    this.#client = client;
    this.#after = mailbox.after ?? 'keep';
    this.#spool = spool;
    this.#connection = connection;
  }

  /** `mailBytes`: the most that a mail in the answer has; `octetsOf`: how many came of it, also if the command failed. */
  async #ask<Answer>(
    command: () => Promise<Answer>,
    mailBytes = 0,
    octetsOf: (answer?: Answer) => number = () => 0,
  ): Promise<Answer> {
    this.#allowedBytes += COMMAND_BYTES;
    const before = this.#client.stats().received;
    let answer: Answer | undefined;
    try {
      const most = this.#allowedBytes + mailBytes;
      answer = await withinOctets(this.#client, most, this.#connection.cut, command);
      return answer;
    } catch (error) {
      throw this.#connection.failure() ?? error;
    } finally {
      this.#allowedBytes += octetsOf(answer) - (this.#client.stats().received - before);
    }
  }

  listUids(afterUid: number): Promise<string[]> {
    return this.#ask(async () => {
      const found = await this.#client.search({ uid: `${afterUid + 1}:*` }, BY_UID);
      if (!found) throw refused('refuses to search the folder', this.#connection.refusal());
      // `n:*` matches the last mail even if its UID is below n (RFC 9051 §9, seq-range).
      const fresh = found.filter((uid) => uid > afterUid).sort((a, b) => a - b);
      return fresh.slice(0, MAX_LISTED_MAILS).map(String);
    });
  }

  describe(uids: string[]): Promise<ListedMail[]> {
    this.#allowedBytes += uids.length * DESCRIPTION_BYTES;
    return this.#ask(async () => {
      const query = { uid: true, size: true, internalDate: true };
      const mails = await this.#client.fetchAll(uids.join(','), query, BY_UID);
      const byUid = new Map(mails.map((mail) => [String(mail.uid), mail]));
      return uids.flatMap((uid) => {
        const mail = byUid.get(uid);
        return mail ? [toListed(mail)] : [];
      });
    });
  }

  async dateOf({ arrivedAtMs }: ListedMail): Promise<number | undefined> {
    return arrivedAtMs;
  }

  preview({ uid, sizeBytes, arrivedAtMs }: ListedMail): Promise<MailPreview> {
    this.#allowedBytes += ENVELOPE_BYTES;
    return this.#ask(async () => {
      const mail = await this.#client.fetchOne(uid, { envelope: true }, BY_UID);
      const envelope = mail ? mail.envelope : undefined;
      const subject = cutText(envelope?.subject ?? '', MAX_SUBJECT_CHARACTERS);
      return {
        uid,
        sizeBytes,
        from: envelope?.from?.[0]?.address ?? '',
        ...(subject && { subject }),
        ...(arrivedAtMs !== undefined && { date: new Date(arrivedAtMs).toISOString() }),
      };
    });
  }

  fetch({ uid, sizeBytes }: ListedMail, maxBytes: number): Promise<SpooledMail | undefined> {
    const before = this.#spool.writtenBytes;
    const download = async () => {
      const options = { ...BY_UID, chunkSize: FETCH_CHUNK_BYTES, maxBytes: maxBytes + 1 };
      const { content } = await this.#client.download(uid, undefined, options);
      if (!content) return undefined;
      const mail = await this.#spool.write(content, maxBytes);
      if (mail.spooledBytes < sizeBytes) await this.#confirmEnd(uid, mail.spooledBytes);
      return mail;
    };
    return this.#ask(download, MAX_FETCHED_BYTES, () => this.#spool.writtenBytes - before);
  }

  /**
   * Servers state wrong sizes, so a mail that is shorter than listed may be whole. It is not if the server has another octet: it gives
   * smaller pieces than it is asked for, and the client takes a short piece for the last.
   */
  async #confirmEnd(uid: string, start: number): Promise<void> {
    const mail = await this.#client.fetchOne(uid, { source: { start, maxLength: 1 } }, BY_UID);
    if (mail && mail.source?.length === 1) {
      throw new MailboxError(`the server gives only the first ${start} octets of the mail`);
    }
  }

  async fetchHeader({ uid, sizeBytes }: ListedMail): Promise<SpooledMail | undefined> {
    const fetchHeaders = async () => {
      const mail = await this.#client.fetchOne(uid, { headers: true }, BY_UID);
      return mail ? mail.headers : undefined;
    };
    const header = await this.#ask(
      fetchHeaders,
      MAX_FETCHED_BYTES,
      (octets) => octets?.length ?? 0,
    );
    return header && spoolHeader(header, sizeBytes);
  }

  applyAfter({ uid }: ListedMail): Promise<void> {
    return this.#ask(async () => {
      if (!(await this.#markOrMove(uid))) {
        throw new MailboxError(
          `the server refuses "after": "${this.#after}" for the mail with UID ${uid}`,
        );
      }
    });
  }

  async #markOrMove(uid: string): Promise<unknown> {
    if (this.#after === 'keep') return true;
    if (this.#after === 'seen') return this.#client.messageFlagsAdd(uid, ['\\Seen'], BY_UID);
    if (this.#after !== 'delete') return this.#move(uid, this.#after.slice('move:'.length));
    return this.#isExpungedAlone
      ? this.#client.messageDelete(uid, BY_UID)
      : this.#client.messageFlagsAdd(uid, ['\\Deleted'], BY_UID);
  }

  /** Without UIDPLUS an EXPUNGE would also remove what other clients marked (RFC 4315 §1). */
  get #isExpungedAlone(): boolean {
    return this.#client.capabilities.has('UIDPLUS');
  }

  /** Without MOVE the client copies, and then expunges (RFC 6851 §3.3). */
  async #move(uid: string, folder: string): Promise<unknown> {
    if (this.#client.capabilities.has('MOVE') || this.#isExpungedAlone) {
      return this.#client.messageMove(uid, folder, BY_UID);
    }
    const copied = await this.#client.messageCopy(uid, folder, BY_UID);
    return copied && this.#client.messageFlagsAdd(uid, ['\\Deleted'], BY_UID);
  }

  isUsable(): boolean {
    return this.#client.usable;
  }

  async close(): Promise<void> {
    try {
      if (this.#client.usable) await this.#client.logout();
    } catch {
      // The connection is gone, which is all that close wants.
    } finally {
      this.#client.close();
    }
  }

  async abandon(): Promise<void> {
    this.#client.close();
  }
}
