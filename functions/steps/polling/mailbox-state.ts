import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import { MailboxError, type MailboxState, MailboxThrottledError, type Trouble } from './ports.ts';

const MINUTE_MS = 60_000;
/** The schedule runs every minute, so the first failures need no back-off. */
const FREE_FAILURES = 2;
const MAX_BACK_OFF_MS = 30 * MINUTE_MS;
/** First rest of 2³ = 8 minutes. Gmail limits downloads by the day and logins by the minute, so an earlier try fails again. */
const FIRST_THROTTLED_DOUBLINGS = 3;
const MAX_THROTTLED_REST_MS = 4 * 60 * MINUTE_MS;
const MAX_TROUBLE_WAIT_MS = 6 * 60 * MINUTE_MS;
/** With more troubled mails than this, the mailbox itself is at fault: the poll stops instead of putting off every mail. */
export const MAX_TROUBLED_MAILS = 100;

const doubling = (times: number, mostMs: number) =>
  Math.min(mostMs, MINUTE_MS * 2 ** Math.min(times, 20));

/** Identifies a mailbox: `"imap://user@host:port/folder"`. Another server, user or folder under the same name is another mailbox. */
export function mailboxIdentity({ protocol, user, host, port, folder = 'INBOX' }: Mailbox): string {
  return `${protocol}://${user}@${host}:${port}/${folder}`;
}

/**
 * The state of a mailbox polled for the first time, or of another mailbox under a known name: then mail that came since the last poll still
 * counts.
 */
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
 * From the third failure in a row the mailbox rests: 2 minutes, then 4, up to 30. A throttled mailbox rests at once: 8 minutes, then 16, up
 * to 4 hours, because tries in between prolong the throttling.
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

/** It has failed so often that a person should look. */
export const isResting = ({ failures }: MailboxState): boolean => failures > FREE_FAILURES;

/** `isComplete`: everything in the mailbox was dealt with. */
export function afterSuccess(
  state: MailboxState,
  nowMs: number,
  isComplete: boolean,
): MailboxState {
  return {
    ...state,
    failures: 0,
    nextAttemptAtMs: 0,
    // undefined, not left out: the caller merges this into the state
    lastError: undefined,
    lastTrouble: undefined,
    ...(isComplete && { lastPolledAtMs: nowMs }),
  };
}

/** When a mail that could not be fetched is tried again: with the next poll, then after 1 minute, 2, 4, up to 6 hours. */
export function nextTrouble(before: Trouble | undefined, nowMs: number): Trouble {
  const attempts = (before?.attempts ?? 0) + 1;
  const waitMs = attempts > 1 ? doubling(attempts - 2, MAX_TROUBLE_WAIT_MS) : 0;
  return { attempts, nextAttemptAtMs: nowMs + waitMs };
}
