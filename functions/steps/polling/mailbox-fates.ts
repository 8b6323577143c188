import type { Mailbox } from '../../settings/mailboxes.ts';
import { mailboxIdentity } from './mailbox-state.ts';
import type { MailboxCursorStore, MailboxState, MailboxTrouble } from './ports.ts';

/** What became of the last looks into a mailbox. */
export interface MailboxFate {
  name: string;
  address: string;
  /** When everything that had come was worked off, RFC 3339 UTC. */
  lastPolledAt?: string;
  /** Polls that failed in a row, the last one included. */
  failures: number;
  /** Why the last one failed, in words, and for programs. */
  lastError?: string;
  lastTrouble?: MailboxTrouble;
  /** Of a mailbox that rests until then, RFC 3339 UTC. */
  nextAttemptAt?: string;
}

/** Of each mailbox of the setting, in its order. One that no poll has looked into yet has its name alone. */
export function readMailboxFates(
  mailboxes: readonly Mailbox[],
  cursors: Pick<MailboxCursorStore, 'find'>,
  nowMs: number,
): Promise<MailboxFate[]> {
  return Promise.all(
    mailboxes.map(async (mailbox) => fateOf(mailbox, await cursors.find(mailbox.name), nowMs)),
  );
}

function fateOf(mailbox: Mailbox, state: MailboxState | undefined, nowMs: number): MailboxFate {
  const { name, address } = mailbox;
  // another server, user or folder under the same name is another mailbox
  if (state?.identity !== mailboxIdentity(mailbox)) return { name, address, failures: 0 };
  const { failures, lastError, lastTrouble, lastPolledAtMs, nextAttemptAtMs } = state;
  return {
    name,
    address,
    failures,
    ...(lastPolledAtMs !== undefined && { lastPolledAt: new Date(lastPolledAtMs).toISOString() }),
    ...(lastError !== undefined && { lastError }),
    ...(lastTrouble && { lastTrouble }),
    ...(nextAttemptAtMs > nowMs && { nextAttemptAt: new Date(nextAttemptAtMs).toISOString() }),
  };
}
