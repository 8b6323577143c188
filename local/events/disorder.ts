import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from './seeded-random.ts';
import type { LambdaStreamRecord } from './stream-record.ts';

/** How often what was handled comes again. */
const AGAIN = 0.03;
const LONGEST_DELAY_MS = 100;

/**
 * What queues and streams may do and seldom do: messages and batches that come twice, records of different items out of order, delays. Off,
 * but with `PIPING_DISORDER=<seed>`: then it follows from the seed.
 */
export interface Disorder {
  /** Whether this message or batch, which was handled, comes once more. */
  isAgain(): boolean;
  delay(): Promise<void>;
  /** The records of one item keep their order; those of different items may lie on different shards. */
  shuffle(records: LambdaStreamRecord[]): LambdaStreamRecord[];
}

const ORDER: Disorder = {
  isAgain: () => false,
  delay: async () => undefined,
  shuffle: (records) => records,
};

export function openDisorder(name: string, seed = process.env.PIPING_DISORDER): Disorder {
  if (!seed) return ORDER;
  const random = createRandom(`${seed} ${name}`);
  return {
    isAgain: () => random() < AGAIN,
    delay: async () => void (await sleep(random() * LONGEST_DELAY_MS)),
    shuffle: (records) => shuffleItems(records, random),
  };
}

function shuffleItems(records: LambdaStreamRecord[], random: () => number): LambdaStreamRecord[] {
  const places = new Map<string, number>();
  for (const record of records) {
    const item = itemOf(record);
    if (!places.has(item)) places.set(item, random());
  }
  // a stable sort: equal places keep the order that they came in
  return records.toSorted((a, b) => (places.get(itemOf(a)) ?? 0) - (places.get(itemOf(b)) ?? 0));
}

const itemOf = ({ dynamodb }: LambdaStreamRecord) => JSON.stringify(dynamodb.Keys);
