import { isIP } from 'node:net';
import { ImapFlow, type ImapFlowError } from 'imapflow';
import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import { MailboxError, type MailboxSession } from '../../../steps/polling/ports.ts';
import type { Credentials } from '../credentials.ts';
import type { SessionPlace } from '../session-place.ts';
import {
  type Cut,
  ImapSession,
  MAX_FOLDER_MAILS,
  MAX_LISTING_BYTES,
  type Refusal,
} from './imap-session.ts';
import { withinOctets } from './within-octets.ts';

const MAX_CONNECT_MS = 15_000;
const MAX_SILENCE_MS = 60_000;
/** A server may ignore a partial fetch and send the whole mail. */
const MAX_LITERAL_BYTES = 48 * 1024 * 1024;
/** The UIDs of `MAX_FOLDER_MAILS` are one line of this length. */
const MAX_LINE_BYTES = MAX_LISTING_BYTES;

/** If STARTTLS is configured, it is required: an attacker on the way may hide the server's offer. */
function transport({ host, tls }: Mailbox, ca: string | undefined) {
  return {
    secure: tls === true,
    ...(tls !== true && { doSTARTTLS: tls === 'starttls' }),
    ...(!isIP(host) && { servername: host }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const, ...(ca && { ca }) },
  };
}

const silent = () => undefined;

/** The client tells its caller that a command was refused, and its log alone what the server said. */
function listenForRefusals() {
  let last: Refusal = {};
  const warn = ({ err }: { err?: Refusal }) => {
    if (err) last = err;
  };
  return { logger: { debug: silent, info: silent, warn, error: silent }, last: () => last };
}

function createClient(
  mailbox: Mailbox,
  credentials: Credentials,
  ca: string | undefined,
  logger: ReturnType<typeof listenForRefusals>['logger'],
) {
  const { host, port, user } = mailbox;
  return new ImapFlow({
    host,
    port,
    ...transport(mailbox, ca),
    auth:
      'password' in credentials
        ? { user, pass: credentials.password }
        : { user, accessToken: credentials.accessToken },
    logger,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: MAX_CONNECT_MS,
    greetingTimeout: MAX_CONNECT_MS,
    socketTimeout: MAX_SILENCE_MS,
    maxLiteralSize: MAX_LITERAL_BYTES,
    maxResponseSize: MAX_LITERAL_BYTES + MAX_LINE_BYTES,
    maxLineLength: MAX_LINE_BYTES,
  });
}

const isMissing = (error: unknown) =>
  error instanceof Error && (error as ImapFlowError).mailboxMissing === true;

/** Cuts the connection if the server claims more mails than a folder can have: the client would expand `1:4294967295` up to that number. */
function refuseHugeFolder(client: ImapFlow, cut: Cut): void {
  const judge = (count: number) => {
    if (count <= MAX_FOLDER_MAILS) return;
    const most = MAX_FOLDER_MAILS.toLocaleString('en');
    cut(
      new MailboxError(
        `the folder has over ${most} mails: poll one with fewer, into which new mail is moved`,
      ),
    );
  };
  client.on('exists', ({ count }) => judge(count));
  if (client.mailbox) judge(client.mailbox.exists);
}

async function openFolder(client: ImapFlow, { folder = 'INBOX', after = 'keep' }: Mailbox) {
  try {
    // EXAMINE changes nothing, not even \Recent (RFC 9051 §6.3.3).
    await client.mailboxOpen(folder, { readOnly: after === 'keep' });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MailboxError(`there is no folder "${folder}" in the mailbox: check "folder"`, {
      code: 'no-such-folder',
      said: folder,
    });
  }
  if (!after.startsWith('move:')) return;
  const target = after.slice('move:'.length);
  const found = await client.list({ listOnly: true });
  if (!found.some(({ path }) => path === target)) {
    throw new MailboxError(
      `there is no folder "${target}" in the mailbox: make it, or check "after"`,
      { code: 'no-such-folder', said: target },
    );
  }
}

/** Connects, logs in and opens the folder. Errors are thrown as they come, after the connection is closed. */
export async function openImap(
  mailbox: Mailbox,
  credentials: Credentials,
  { deadlineMs, spool, ca }: SessionPlace,
): Promise<MailboxSession> {
  const refusals = listenForRefusals();
  const client = createClient(mailbox, credentials, ca, refusals.logger);
  let failure: unknown;
  client.on('error', (error) => {
    failure ??= error;
  });
  const cut = (why: MailboxError) => {
    failure ??= why;
    client.close();
  };
  const outOfTime = () =>
    cut(new MailboxError('the poll ran out of time', { code: 'out-of-time' }));
  const timer = setTimeout(outOfTime, Math.max(0, deadlineMs - Date.now()));
  timer.unref();
  client.on('close', () => clearTimeout(timer));
  try {
    await withinOctets(client, MAX_LISTING_BYTES, cut, async () => {
      await client.connect();
      await openFolder(client, mailbox);
    });
    refuseHugeFolder(client, cut);
    if (failure) throw failure;
    return new ImapSession(client, mailbox, spool, {
      cut,
      failure: () => failure,
      refusal: refusals.last,
    });
  } catch (error) {
    client.close();
    throw failure ?? error;
  }
}
