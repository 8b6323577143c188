import { join } from 'node:path';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Mailbox } from '../../../settings/mailboxes.ts';
import {
  type ListedMail,
  MailboxError,
  type MailboxSession,
  type MailPreview,
  type SpooledMail,
} from '../../../steps/polling/ports.ts';
import { spoolHeader } from '../spool-header.ts';
import { spoolMail } from '../spool-mail.ts';

/** Fetches most mails in one round trip, and bounds the memory for larger ones. */
const FETCH_CHUNK_BYTES = 1024 * 1024;
const BY_UID = { uid: true } as const;
const MAX_SUBJECT_LENGTH = 200;

function toListed({ uid, size, internalDate }: FetchMessageObject): ListedMail {
  const arrivedAtMs = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return {
    uid: String(uid),
    sizeBytes: size ?? 0,
    ...(!Number.isNaN(arrivedAtMs) && { arrivedAtMs }),
  };
}

/** An open folder; one command at a time. Every fetch is a PEEK, so \Seen does not change (RFC 9051 §6.4.5). */
export class ImapSession implements MailboxSession {
  readonly uidScope: string;
  readonly #client: ImapFlow;
  readonly #after: string;
  readonly #spoolPath: string;
  /** Why the connection ended, if it has. */
  readonly #failure: () => unknown;

  constructor(client: ImapFlow, mailbox: Mailbox, folder: string, failure: () => unknown) {
    if (!client.mailbox) throw new MailboxError('the folder is not open');
    this.uidScope = String(client.mailbox.uidValidity);
    this.#client = client;
    this.#after = mailbox.after ?? 'keep';
    this.#spoolPath = join(folder, 'imap.eml');
    this.#failure = failure;
  }

  async #ask<Answer>(command: () => Promise<Answer>): Promise<Answer> {
    try {
      return await command();
    } catch (error) {
      throw this.#failure() ?? error;
    }
  }

  listUids(afterUid: number): Promise<string[]> {
    return this.#ask(async () => {
      const found = await this.#client.search({ uid: `${afterUid + 1}:*` }, BY_UID);
      if (!found) throw new MailboxError('the server refuses to search the folder');
      // `n:*` matches the last mail even if its UID is below n (RFC 9051 §9, seq-range).
      const fresh = found.filter((uid) => uid > afterUid).sort((a, b) => a - b);
      return fresh.map(String);
    });
  }

  describe(uids: string[]): Promise<ListedMail[]> {
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
    return this.#ask(async () => {
      const mail = await this.#client.fetchOne(uid, { envelope: true }, BY_UID);
      const envelope = mail ? mail.envelope : undefined;
      const subject = envelope?.subject?.slice(0, MAX_SUBJECT_LENGTH);
      return {
        uid,
        sizeBytes,
        from: envelope?.from?.[0]?.address ?? '',
        ...(subject && { subject }),
        ...(arrivedAtMs !== undefined && { date: new Date(arrivedAtMs).toISOString() }),
      };
    });
  }

  fetch({ uid }: ListedMail, maxBytes: number): Promise<SpooledMail | undefined> {
    return this.#ask(async () => {
      const options = { ...BY_UID, chunkSize: FETCH_CHUNK_BYTES, maxBytes: maxBytes + 1 };
      const { content } = await this.#client.download(uid, undefined, options);
      return content && spoolMail(content, this.#spoolPath, maxBytes);
    });
  }

  fetchHeader({ uid, sizeBytes }: ListedMail): Promise<SpooledMail | undefined> {
    return this.#ask(async () => {
      const mail = await this.#client.fetchOne(uid, { headers: true }, BY_UID);
      const header = mail ? mail.headers : undefined;
      return header && spoolHeader(header, sizeBytes);
    });
  }

  settle({ uid }: ListedMail): Promise<void> {
    return this.#ask(async () => {
      if (!(await this.#applyAfter(uid))) {
        throw new MailboxError(
          `the server refuses "after": "${this.#after}" for the mail with UID ${uid}`,
        );
      }
    });
  }

  async #applyAfter(uid: string): Promise<unknown> {
    if (this.#after === 'keep') return true;
    if (this.#after === 'seen') return this.#client.messageFlagsAdd(uid, ['\\Seen'], BY_UID);
    if (this.#after !== 'delete') {
      return this.#client.messageMove(uid, this.#after.slice('move:'.length), BY_UID);
    }
    // Without UIDPLUS an EXPUNGE would also remove what other clients marked (RFC 4315 §1).
    return this.#client.capabilities.has('UIDPLUS')
      ? this.#client.messageDelete(uid, BY_UID)
      : this.#client.messageFlagsAdd(uid, ['\\Deleted'], BY_UID);
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
}
