import type { OutboxEntry, TestPipeline } from '../support/pipeline.ts';
import type { Findings } from './check-campaign.ts';
import { passTime } from './pass-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * Hours after which reconcile repairs what faults have left: stuck mail and messages, what queues gave up, finally the later look of
 * erasures.
 */
const HOURS_OF_MENDING = [0.5, 1, 6, 1, 17];
/** By then, guards, claims and answers of a day or two have expired and are removed; records of mail remain. */
const DAYS_OF_SHORT_ITEMS = 5;
/** By the template's defaults, after the 90 days of raw mail, then the 730 days of everything about it. */
const DAYS_OF_KEEPING = [92, 660];

interface Campaign {
  pipeline: TestPipeline;
  folder: string;
  say(line: string): void;
}

/** Reconcile repairs what faults have left, until nothing is pending. */
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

/** Short-lived items expire late and may still be read for a while, without effect. */
export const letShortItemsExpire = (campaign: Campaign): Promise<string[]> =>
  passQuietly(campaign, DAYS_OF_SHORT_ITEMS);

/** The bucket's lifecycle removes raw mail, the table's time to live records, and old mail does not come again (S15). */
export async function letKeepingEnd(campaign: Campaign): Promise<string[]> {
  const problems: string[] = [];
  for (const days of DAYS_OF_KEEPING) problems.push(...(await passQuietly(campaign, days)));
  return problems;
}

/**
 * Nothing is found and nothing is mailed, also by a second run of reconcile. While the engines of this machine remove what thousands of mails
 * have left, a call of the first run may time out; the second must have looked at everything.
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

/** The recipient and the fields that identify the mail. */
const told = ({ to, raw }: OutboxEntry): string =>
  [to.join(), ...(raw.match(/^(?:Subject|References): .*/gim) ?? [])].join(', ');

async function pass({ pipeline, folder, say }: Campaign, milliseconds: number) {
  const found = await passTime(pipeline, folder, milliseconds);
  say(`${milliseconds / HOUR_MS} hours later reconcile found ${JSON.stringify(found)}`);
  return found;
}
