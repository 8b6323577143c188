import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import type { ListedMail, MailboxSession } from '../../../steps/polling/ports.ts';
import { MailboxError } from '../../../steps/polling/ports.ts';
import type { Credentials } from '../credentials.ts';
import { loginRefusal } from '../explain-error.ts';
import type { MailSpool } from '../mail-spool.ts';
import { previewHeader, readMailDate } from '../read-header.ts';
import type { SessionPlace } from '../session-place.ts';
import { spoolHeader } from '../spool-header.ts';
import { connect, tlsOptions } from './connect.ts';
import { dele } from './dele.ts';
import { list } from './list.ts';
import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';
import { quit } from './quit.ts';
import { retr } from './retr.ts';
import { stls } from './stls.ts';
import { tellByHeader } from './tell-by-header.ts';
import { top } from './top.ts';
import { uidl } from './uidl.ts';
import { userPass } from './user-pass.ts';
import { xoauth2 } from './xoauth2.ts';

async function logIn(connection: Pop3Connection, mailbox: Mailbox, credentials: Credentials) {
  try {
    if ('password' in credentials) await userPass(connection, mailbox.user, credentials.password);
    else await xoauth2(connection, mailbox.user, credentials.accessToken);
  } catch (error) {
    throw error instanceof Pop3Refusal ? loginRefusal(error.message) : error;
  }
}

/** The connection and listing of one session; message numbers are valid only within it (RFC 1939 §5). */
class Pop3Session implements MailboxSession {
  readonly uidScope = '';
  readonly uidNext = undefined;
  readonly #connection: Pop3Connection;
  readonly #mailbox: Mailbox;
  readonly #spool: MailSpool;
  #numbers: ReadonlyMap<string, number> = new Map();
  #sizes = new Map<number, number>();

  constructor(connection: Pop3Connection, mailbox: Mailbox, spool: MailSpool) {
    this.#connection = connection;
    this.#mailbox = mailbox;
    this.#spool = spool;
  }

  async listUids(): Promise<string[]> {
    this.#numbers = await tellByHeader(this.#connection, await uidl(this.#connection));
    this.#sizes = await list(this.#connection, new Set(this.#numbers.values()));
    return [...this.#numbers.keys()];
  }

  async describe(uids: string[]): Promise<ListedMail[]> {
    return uids.flatMap((uid) => {
      const number = this.#numbers.get(uid);
      return number ? [{ uid, sizeBytes: this.#sizes.get(number) ?? 0 }] : [];
    });
  }

  #numberOf(uid: string): number {
    const number = this.#numbers.get(uid);
    if (!number) throw new MailboxError(`there is no mail with the UIDL ${uid}`);
    return number;
  }

  async dateOf({ uid }: ListedMail): Promise<number | undefined> {
    return readMailDate(await top(this.#connection, this.#numberOf(uid)));
  }

  async preview({ uid, sizeBytes }: ListedMail) {
    const header = await top(this.#connection, this.#numberOf(uid));
    return { uid, sizeBytes, ...previewHeader(header) };
  }

  fetch({ uid }: ListedMail, maxBytes: number) {
    const octets = retr(this.#connection, this.#numberOf(uid), maxBytes);
    return this.#spool.write(octets, maxBytes);
  }

  async fetchHeader({ uid, sizeBytes }: ListedMail) {
    return spoolHeader(await top(this.#connection, this.#numberOf(uid)), sizeBytes);
  }

  async applyAfter({ uid }: ListedMail): Promise<void> {
    if (this.#mailbox.after === 'delete') await dele(this.#connection, this.#numberOf(uid));
  }

  isUsable(): boolean {
    return this.#connection.isUsable;
  }

  close(): Promise<void> {
    return quit(this.#connection);
  }

  async abandon(): Promise<void> {
    this.#connection.destroy();
  }
}

/** Connects and logs in. Errors are thrown as they come, after the connection is closed. */
export async function openPop3(
  mailbox: Mailbox,
  credentials: Credentials,
  { deadlineMs, spool, ca }: SessionPlace,
): Promise<MailboxSession> {
  const connection = await connect(mailbox, deadlineMs, ca);
  try {
    if (mailbox.tls === 'starttls') await stls(connection, tlsOptions(mailbox.host, ca));
    await logIn(connection, mailbox, credentials);
    return new Pop3Session(connection, mailbox, spool);
  } catch (error) {
    connection.destroy();
    throw error;
  }
}
