import { describe, expect, it } from 'vitest';
import { Activity } from '../../../local/events/activity.ts';
import { waitUntilIdle } from '../../../local/events/idle.ts';

const quiet = { isEmpty: true, hasOnlyDelayed: true };
const delayed = { isEmpty: false, hasOnlyDelayed: true };
const busy = { isEmpty: false, hasOnlyDelayed: false };
const nothingUnread = async () => undefined;

describe('waitUntilIdle', () => {
  it('is idle if nothing is waiting, running or unread', async () => {
    const work = {
      activity: new Activity(),
      queues: [quiet],
      streams: [quiet],
      readStreams: nothingUnread,
    };
    expect(await waitUntilIdle(work, 0)).toBe(true);
  });

  it.each(['queues', 'streams'] as const)(
    'is not idle if one of the %s is not empty',
    async (part) => {
      const work = {
        activity: new Activity(),
        queues: [quiet],
        streams: [quiet],
        readStreams: nothingUnread,
      };
      expect(await waitUntilIdle({ ...work, [part]: [quiet, busy] }, 0)).toBe(false);
    },
  );

  it.each([
    ['a delayed message', delayed, false, false],
    ['a delayed message while the account is paused', delayed, true, true],
    ['a message in work while the account is paused', busy, true, false],
  ])('%s: idle or not', async (_, queue, isPaused, isIdle) => {
    const work = {
      activity: new Activity(),
      queues: [quiet, queue],
      streams: [],
      readStreams: nothingUnread,
    };
    expect(await waitUntilIdle(work, 0, () => isPaused)).toBe(isIdle);
  });

  it('is not idle while a mail is being received', async () => {
    const activity = new Activity();
    const end = activity.begin();
    const work = { activity, queues: [], streams: [], readStreams: nothingUnread };
    expect(await waitUntilIdle(work, 0)).toBe(false);
    end();
    expect(await waitUntilIdle(work, 0)).toBe(true);
  });

  it('looks again if reading the streams found a record', async () => {
    const consumer = { isEmpty: true };
    let reads = 0;
    const readStreams = async () => {
      reads += 1;
      consumer.isEmpty = reads !== 1;
      if (reads === 1) setTimeout(() => Object.assign(consumer, { isEmpty: true }), 30);
    };
    const work = { activity: new Activity(), queues: [], streams: [consumer], readStreams };
    expect(await waitUntilIdle(work, 5000)).toBe(true);
    expect(reads).toBe(2);
  });

  it('looks again if something began and ended while reading', async () => {
    const activity = new Activity();
    let reads = 0;
    const readStreams = async () => {
      reads += 1;
      if (reads === 1) activity.begin()();
    };
    expect(await waitUntilIdle({ activity, queues: [], streams: [], readStreams }, 5000)).toBe(
      true,
    );
    expect(reads).toBe(2);
  });
});
