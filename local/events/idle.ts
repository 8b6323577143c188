import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from './activity.ts';
import type { QueueConsumer } from './queue-consumer.ts';
import type { StreamConsumer } from './stream-consumer.ts';

export interface WatchedWork {
  activity: Activity;
  queues: ReadonlyArray<Pick<QueueConsumer, 'isEmpty' | 'hasOnlyDelayed'>>;
  streams: ReadonlyArray<Pick<StreamConsumer, 'isEmpty'>>;
  /** Reads the streams to their end and passes on what was unread. */
  readStreams(): Promise<unknown>;
}

const LOOK_EVERY_MS = 10;

/**
 * Waits until nothing is queued, delayed, in work or waiting for a retry, and no stream record is unread; false on timeout. It looks twice
 * with a full read of the streams between, and nothing may begin meanwhile: otherwise a record could be written but not yet with its
 * consumer. While `isPaused()`, what is delayed does not count: mail waits for whoever paused the account, who may be the caller.
 */
export async function waitUntilIdle(
  work: WatchedWork,
  timeoutMs: number,
  isPaused: () => boolean = () => false,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await isIdle(work, isPaused)) return true;
    if (Date.now() >= end) return false;
    await sleep(LOOK_EVERY_MS);
  }
}

async function isIdle(work: WatchedWork, isPaused: () => boolean): Promise<boolean> {
  const begun = work.activity.begun;
  if (!isQuiet(work, isPaused)) return false;
  await work.readStreams();
  return isQuiet(work, isPaused) && work.activity.begun === begun;
}

function isQuiet({ activity, queues, streams }: WatchedWork, isPaused: () => boolean): boolean {
  return (
    activity.isQuiet &&
    queues.every(({ isEmpty, hasOnlyDelayed }) => isEmpty || (hasOnlyDelayed && isPaused())) &&
    streams.every(({ isEmpty }) => isEmpty)
  );
}
