import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import type { Clock } from '../ports.ts';
import { ImapProgress } from './imap-progress.ts';
import type { MailboxVisit } from './judge-mails.ts';
import { findActivation } from './mailbox-activation.ts';
import type { MailboxProgress } from './mailbox-progress.ts';
import { mailboxIdentity, newMailboxState } from './mailbox-state.ts';
import { Pop3Progress } from './pop3-progress.ts';
import {
  type MailboxCursorStore,
  MailboxError,
  type MailboxLease,
  type MailboxOpener,
  type MailboxSecret,
  type MailboxSecrets,
  type MailboxSession,
  type MailboxState,
  type SettingHistory,
} from './ports.ts';

export interface VisitPorts {
  cursors: MailboxCursorStore;
  opener: MailboxOpener;
  secrets: MailboxSecrets;
  history: SettingHistory;
  clock: Clock;
  /** How long the duplicate guard recognises a delivered mail (S15), in milliseconds. */
  guardedMs: number;
}

/** The stored state of this mailbox; for a new mailbox, a state that begins when its entry first stood in the setting. */
export async function initialState(
  { history, clock }: VisitPorts,
  mailbox: Mailbox,
  before: MailboxState | undefined,
): Promise<MailboxState> {
  const identity = mailboxIdentity(mailbox);
  if (before?.identity === identity) return before;
  const activation = findActivation(await history.versionsOfMailboxes(), mailbox);
  return newMailboxState(identity, activation ?? clock.now(), before);
}

export async function readSecret(
  { secrets }: VisitPorts,
  { secret }: Mailbox,
): Promise<MailboxSecret> {
  const found = await secrets.read(secret);
  if (found?.text) return found;
  throw new MailboxError(
    `there is no password: make the secret "${secret}" in Secrets Manager, below "mailboxes/"`,
    { code: 'no-password' },
  );
}

async function startProgress(
  { cursors }: VisitPorts,
  mailbox: Mailbox,
  session: MailboxSession,
  lease: MailboxLease,
  state: MailboxState,
): Promise<MailboxProgress> {
  if (mailbox.protocol === 'imap') return new ImapProgress(lease, state, session);
  const known = await cursors.knownUidls(mailbox.name, state.identity);
  return new Pop3Progress(lease, state, session, { known, deletes: mailbox.after === 'delete' });
}

/**
 * Opens the mailbox for `work`, and always closes it. If a mail could not be stored, the session is abandoned: a POP3 server may delete what
 * was retrieved when the session ends (RFC 1939 §8).
 */
export async function visitMailbox<Answer>(
  ports: VisitPorts,
  held: { mailbox: Mailbox; secret: MailboxSecret; lease: MailboxLease; state: MailboxState },
  cutAtMs: number,
  work: (visit: MailboxVisit) => Promise<Answer>,
): Promise<Answer> {
  const { mailbox, secret, lease, state } = held;
  const session = await ports.opener.open(mailbox, secret.text, cutAtMs);
  let answer: Answer;
  try {
    const progress = await startProgress(ports, mailbox, session, lease, state);
    const { clock, guardedMs } = ports;
    answer = await work({ mailbox, session, progress, clock, guardedMs });
  } catch (error) {
    await (error instanceof MailboxError ? session.close() : session.abandon());
    throw error;
  }
  await session.close();
  return answer;
}
