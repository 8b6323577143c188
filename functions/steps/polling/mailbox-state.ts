import type { Mailbox } from '../../settings/mailboxes.ts';
import { MailboxError, type MailboxState, MailboxThrottledError, type Trouble } from './ports.ts';

const MINUTE_MS = 60_000;
/** The schedule comes every minute: the first failures need no back-off of ours. */
const FREE_FAILURES = 2;
const MAX_BACK_OFF_MS = 30 * MINUTE_MS;
/** 8 minutes: Gmail counts what was read by the day, and logins by the minute. */
const FIRST_THROTTLED_DOUBLINGS = 3;
const MAX_THROTTLED_REST_MS = 4 * 60 * MINUTE_MS;
const MAX_TROUBLE_WAIT_MS = 6 * 60 * MINUTE_MS;
/** Beyond that many the mailbox itself is in trouble, and the poll stops rather than pass mails over unseen. */
export const MAX_TROUBLED_MAILS = 100;

const doubling = (times: number, mostMs: number) =>
  Math.min(mostMs, MINUTE_MS * 2 ** Math.min(times, 20));

/** Whose cursor it is: another server, user or folder under the same name is another mailbox. */
export function mailboxIdentity({ protocol, user, host, port, folder = 'INBOX' }: Mailbox): string {
  return `${protocol}://${user}@${host}:${port}/${folder}`;
}

/** A mailbox that is seen for the first time, or another one under a name that is known: what came since its last poll still counts. */
export function newMailboxState(
  identity: string,
  activatedAtMs: number,
  before: MailboxState | undefined,
): MailboxState {
  return {
    identity,
    activatedAtMs: Math.min(activatedAtMs, before?.lastPolledAtMs ?? activatedAtMs),
    credentialsDigest: '',
    failures: 0,
    nextAttemptAtMs: 0,
    troubled: {},
  };
}

/**
 * After the third failure in a row the mailbox rests for 2 minutes, then 4, up to 30. One whose server turns us away rests at once, for 8
 * minutes, then 16, up to 4 hours: each try in between makes that last longer.
 */
export function afterFailure(state: MailboxState, error: Error, nowMs: number): MailboxState {
  const failures = state.failures + 1;
  const { lastTrouble: _, ...before } = state;
  return {
    ...before,
    failures,
    lastError: error.message,
    ...(error instanceof MailboxError && { lastTrouble: error.trouble }),
    nextAttemptAtMs: nowMs + restOf(failures, error),
  };
}

function restOf(failures: number, error: Error): number {
  if (error instanceof MailboxThrottledError) {
    return doubling(FIRST_THROTTLED_DOUBLINGS + failures - 1, MAX_THROTTLED_REST_MS);
  }
  return failures > FREE_FAILURES ? doubling(failures - FREE_FAILURES, MAX_BACK_OFF_MS) : 0;
}

/** It failed so often that the schedule alone will not mend it. */
export const isResting = ({ failures }: MailboxState): boolean => failures > FREE_FAILURES;

/** `isComplete`: everything that had come was worked off. */
export function afterSuccess(
  state: MailboxState,
  nowMs: number,
  isComplete: boolean,
): MailboxState {
  const { lastError: _error, lastTrouble: _trouble, ...rest } = state;
  return {
    ...rest,
    failures: 0,
    nextAttemptAtMs: 0,
    ...(isComplete && { lastPolledAtMs: nowMs }),
  };
}

/** A mail that could not be fetched: again with the next poll, then after one minute, two, up to six hours. */
export function nextTrouble(before: Trouble | undefined, nowMs: number): Trouble {
  const attempts = (before?.attempts ?? 0) + 1;
  const waitMs = attempts > 1 ? doubling(attempts - 2, MAX_TROUBLE_WAIT_MS) : 0;
  return { attempts, nextAttemptAtMs: nowMs + waitMs };
}
