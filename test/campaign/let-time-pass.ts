import type { TestPipeline } from '../support/pipeline.ts';
import type { Findings } from './check-campaign.ts';
import type { PlayedTime } from './pass-time.ts';
import { untilIdle } from './until-idle.ts';

const HOUR_MS = 3_600_000;
/** Reconcile is run after so many hours more: stuck mail and messages, then what queues gave up, then the later look of erasures. */
const HOURS = [0.5, 1, 6, 1];
/** Guards, claims and answers of a day or two have expired then; records and guards of mail have not. */
const DAYS_OF_SHORT_ITEMS = 3;

/**
 * Reconcile mends what faults have left, and then finds nothing more; every erasure has its later look; what expires is taken, and what is
 * late to go is still read: nothing comes of all that.
 */
export async function letTimePass(pipeline: TestPipeline, time: PlayedTime): Promise<Findings> {
  let mended = 0;
  for (const hours of HOURS) {
    await time.pass(hours * HOUR_MS);
    mended += await time.reconcile();
    await untilIdle(pipeline);
  }
  const sent = (await pipeline.outbox()).length;
  await time.pass(DAYS_OF_SHORT_ITEMS * 24 * HOUR_MS);
  const expired = await time.expire();
  const found = await time.reconcile();
  await untilIdle(pipeline);
  const more = (await pipeline.outbox()).length - sent;
  return {
    problems: [
      ...(found > 0 ? [`reconcile found ${found} things after all was mended`] : []),
      ...(more !== 0 ? [`${more} mails went out when everything had come to its end`] : []),
    ],
    figures: { mended, expired },
  };
}
