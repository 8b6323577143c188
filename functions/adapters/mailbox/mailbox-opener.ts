import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import type { MailboxOpener, MailboxSession } from '../../steps/polling/ports.ts';
import type { Credentials } from './credentials.ts';
import { explainError } from './explain-error.ts';
import { secretsIn } from './hide-secrets.ts';
import { MailSpool } from './mail-spool.ts';
import { refreshAccessToken, type TokenPolicy } from './oauth/refresh-access-token.ts';

/** `aws secretsmanager create-secret --secret-string file://…` stores the line end of the file, too; no password has one. */
const LINE_END = /\r?\n$/;

async function credentialsOf(
  mailbox: Mailbox,
  secret: string,
  policy: TokenPolicy,
): Promise<{ credentials: Credentials; renewedSecret?: string }> {
  if (mailbox.auth !== 'xoauth2')
    return { credentials: { password: secret.replace(LINE_END, '') } };
  const { accessToken, ...renewed } = await refreshAccessToken(secret, mailbox, policy);
  return { credentials: { accessToken }, ...renewed };
}

/** Wraps a session: explains its errors, and closes the spool with it. */
function guardSession(
  session: MailboxSession,
  explain: (error: unknown) => Error,
  spool: MailSpool,
): MailboxSession {
  const guard = async <Answer>(command: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await command();
    } catch (error) {
      throw explain(error);
    }
  };
  const end = async (how: () => Promise<void>): Promise<void> => {
    try {
      await how();
    } finally {
      await spool.close();
    }
  };
  return {
    uidScope: session.uidScope,
    uidNext: session.uidNext,
    listUids: (afterUid) => guard(() => session.listUids(afterUid)),
    describe: (uids) => guard(() => session.describe(uids)),
    dateOf: (mail) => guard(() => session.dateOf(mail)),
    preview: (mail) => guard(() => session.preview(mail)),
    fetch: (mail, maxBytes) => guard(() => session.fetch(mail, maxBytes)),
    fetchHeader: (mail) => guard(() => session.fetchHeader(mail)),
    applyAfter: (mail) => guard(() => session.applyAfter(mail)),
    isUsable: () => session.isUsable(),
    close: () => end(() => session.close()),
    abandon: () => end(() => session.abandon()),
  };
}

/** Loads a protocol's client on first use, because the poller runs every minute, even without mailboxes. */
const openerOf = async (protocol: Mailbox['protocol']) =>
  protocol === 'imap'
    ? (await import('./imap/open-imap.ts')).openImap
    : (await import('./pop3/open-pop3.ts')).openPop3;

export interface OpenerOptions extends TokenPolicy {
  /** A certificate that is trusted where an entry has no `ca`, for tests. */
  testCa?: string;
}

/** Opens IMAP and POP3 mailboxes. An entry's `ca` is trusted instead of the system's authorities. */
export function createMailboxOpener({ testCa, ...policy }: OpenerOptions): MailboxOpener {
  return {
    async open(mailbox, secret, deadlineMs) {
      const secrets = secretsIn(secret);
      const explain = (error: unknown) => explainError(error, mailbox, secrets);
      const spool = await MailSpool.open();
      try {
        const { credentials, renewedSecret } = await credentialsOf(mailbox, secret, policy);
        secrets.push(...Object.values(credentials));
        const open = await openerOf(mailbox.protocol);
        const ca = mailbox.ca ?? testCa;
        const place = { deadlineMs, spool, ...(ca && { ca }) };
        const session = guardSession(await open(mailbox, credentials, place), explain, spool);
        return { ...session, renewedSecret };
      } catch (error) {
        await spool.close();
        throw explain(error);
      }
    },
  };
}
