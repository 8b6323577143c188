import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterSuccess,
  newMailboxState,
  nextTrouble,
} from '../../../functions/steps/polling/mailbox-state.ts';
import {
  type MailboxState,
  MailboxThrottledError,
} from '../../../functions/steps/polling/ports.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 3, 10);

function failTimes(times: number, error = new Error('dead')): MailboxState {
  let state = newMailboxState('imap://u@h:1/INBOX', NOW, undefined);
  for (let failure = 0; failure < times; failure += 1) state = afterFailure(state, error, NOW);
  return state;
}

describe('afterFailure', () => {
  it('lets the schedule try again after the first two failures', () => {
    expect(failTimes(2).nextAttemptAtMs).toBe(NOW);
  });

  it('rests for 2 minutes after the third, then twice as long each time, up to 30', () => {
    const rests = [3, 4, 5, 6, 7, 50].map((times) => failTimes(times).nextAttemptAtMs - NOW);
    expect(rests.map((rest) => rest / MINUTE_MS)).toEqual([2, 4, 8, 16, 30, 30]);
  });
});

describe('afterFailure of a server that throttles', () => {
  it('rests for 8 minutes at once, then twice as long each time, up to 4 hours', () => {
    const error = new MailboxThrottledError('[OVERQUOTA]');
    const rests = [1, 2, 3, 6, 50].map((times) => failTimes(times, error).nextAttemptAtMs - NOW);
    expect(rests.map((rest) => rest / MINUTE_MS)).toEqual([8, 16, 32, 240, 240]);
  });
});

describe('afterSuccess', () => {
  it('forgets the failures', () => {
    const state = afterSuccess(failTimes(9), NOW, true);
    expect(state).toMatchObject({ failures: 0, nextAttemptAtMs: 0, lastPolledAtMs: NOW });
    expect(state.lastError).toBeUndefined();
  });

  it('does not count a poll that ran out of time as complete', () => {
    expect(afterSuccess(failTimes(0), NOW, false).lastPolledAtMs).toBeUndefined();
  });
});

describe('newMailboxState', () => {
  it('begins at the activation', () => {
    expect(newMailboxState('id', NOW, undefined).activatedAtMs).toBe(NOW);
  });

  it('begins at the last poll of the former mailbox of that name, so that a move loses nothing', () => {
    const before = { ...failTimes(0), lastPolledAtMs: NOW - MINUTE_MS };
    expect(newMailboxState('id', NOW, before).activatedAtMs).toBe(NOW - MINUTE_MS);
  });
});

describe('nextTrouble', () => {
  it('retries a mail in the next poll, then more and more rarely, and never gives up', () => {
    let trouble = nextTrouble(undefined, NOW);
    const waits = [trouble.nextAttemptAtMs - NOW];
    for (let attempt = 0; attempt < 30; attempt += 1) {
      trouble = nextTrouble(trouble, NOW);
      waits.push(trouble.nextAttemptAtMs - NOW);
    }
    expect(waits.slice(0, 4)).toEqual([0, MINUTE_MS, 2 * MINUTE_MS, 4 * MINUTE_MS]);
    expect(waits.at(-1)).toBe(360 * MINUTE_MS);
  });
});
