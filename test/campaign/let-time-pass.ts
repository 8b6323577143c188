import type { OutboxEntry, TestPipeline } from '../support/pipeline.ts';
import type { Findings } from './check-campaign.ts';
import { passTime } from './pass-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * After so many hours more reconcile mends what faults have left: stuck mail and messages, what queues gave up, at last the later look of
 * erasures.
 */
const HOURS_OF_MENDING = [0.5, 1, 6, 1, 17];
/** Guards, claims and answers of a day or two have expired then, and time to live has taken them; records of mail stand. */
const DAYS_OF_SHORT_ITEMS = 5;
/** By the template's defaults: raw mail has had its 90 days then, and later everything about it its 730. */
const DAYS_OF_KEEPING = [92, 660];

interface Campaign {
  pipeline: TestPipeline;
  folder: string;
  say(line: string): void;
}

/** Reconcile mends what faults have left, until nothing is on its way any more. */
export async function letAllBeMended(campaign: Campaign): Promise<Findings> {
  const figures: Record<string, number> = {};
  const problems: string[] = [];
  for (const hours of HOURS_OF_MENDING) {
    const found = await pass(campaign, hours * HOUR_MS);
    for (const [kind, count] of Object.entries(found)) {
      if (count === 'failed') problems.push(`reconcile: ${kind} failed`);
      else if (count > 0) figures[kind] = (figures[kind] ?? 0) + count;
    }
  }
  return { problems, figures };
}

/** Then short-lived items expire, late, and are still read for a while: nothing comes of that. */
export const letShortItemsExpire = (campaign: Campaign): Promise<string[]> =>
  passQuietly(campaign, DAYS_OF_SHORT_ITEMS);

/** Raw mail goes by the bucket's lifecycle, records by the table's time to live: old mail does not come again (S15). */
export async function letKeepingEnd(campaign: Campaign): Promise<string[]> {
  const problems: string[] = [];
  for (const days of DAYS_OF_KEEPING) problems.push(...(await passQuietly(campaign, days)));
  return problems;
}

/**
 * Nothing is found and nothing is mailed, for a second run of reconcile either. While the engines of this machine take away what thousands of mails
 * have left, a call of the first run may find no answer in time: it is the second that must have looked at everything.
 */
async function passQuietly(campaign: Campaign, days: number): Promise<string[]> {
  const { pipeline } = campaign;
  const before = (await pipeline.outbox()).length;
  const problems: string[] = [];
  for (const [run, time] of [days * DAY_MS, HOUR_MS].entries()) {
    const found = await pass(campaign, time);
    problems.push(
      ...Object.entries(found)
        .filter(([, count]) => count !== 0 && (count !== 'failed' || run > 0))
        .map(([kind, count]) => `after ${days} days reconcile found ${kind}: ${count}`),
    );
  }
  const more = (await pipeline.outbox()).slice(before);
  return [...problems, ...more.map((mail) => `after ${days} days a mail went out: ${told(mail)}`)];
}

/** To whom, and the fields that tell what it is about. */
const told = ({ to, raw }: OutboxEntry): string =>
  [to.join(), ...(raw.match(/^(?:Subject|References): .*/gim) ?? [])].join(', ');

async function pass({ pipeline, folder, say }: Campaign, milliseconds: number) {
  const found = await passTime(pipeline, folder, milliseconds);
  say(`${milliseconds / HOUR_MS} hours later reconcile found ${JSON.stringify(found)}`);
  return found;
}
