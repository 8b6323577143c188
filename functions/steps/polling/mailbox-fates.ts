import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import { mailboxIdentity } from './mailbox-state.ts';
import type { MailboxCursorStore, MailboxState, MailboxTrouble } from './ports.ts';

/** The result of the latest polls of a mailbox. */
export interface MailboxFate {
  name: string;
  address: string;
  /** When a poll last finished everything in the mailbox, RFC 3339 UTC. */
  lastPolledAt?: string;
  /** Failed polls in a row, up to the last one. */
  failures: number;
  /** Why the last poll failed: `lastError` for people, `lastTrouble` for programs. */
  lastError?: string;
  lastTrouble?: MailboxTrouble;
  /** When a backed-off mailbox is polled again, RFC 3339 UTC. */
  nextAttemptAt?: string;
}

/** One for each mailbox of the setting, in its order. A mailbox that was never polled has only its name and address, and no failures. */
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
