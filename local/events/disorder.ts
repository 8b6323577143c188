import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from './seeded-random.ts';
import type { LambdaStreamRecord } from './stream-record.ts';

/** How often what was handled comes again. */
const AGAIN = 0.03;
const LONGEST_DELAY_MS = 100;
/** How often the shards of a stream are split, and how many there are at most before they are one again. */
const SPLIT = 0.1;
const MOST_SHARDS = 4;

/**
 * What queues and streams may do and seldom do: messages and batches that come twice, shards that are split and handled side by side, delays.
 * Off, but with `PIPING_DISORDER=<seed>`: then it follows from the seed.
 */
export interface Disorder {
  /** Whether this message or batch, which was handled, comes once more. */
  isAgain(): boolean;
  delay(): Promise<void>;
  /**
   * The records by shard, each shard in its order. A partition lies on one shard; between two calls shards may have been split, and the parents
   * are at their end before their children begin.
   */
  onShards(records: LambdaStreamRecord[]): LambdaStreamRecord[][];
}

const ORDER: Disorder = {
  isAgain: () => false,
  delay: async () => undefined,
  onShards: (records) => [records],
};

export function openDisorder(name: string, seed = process.env.PIPING_DISORDER): Disorder {
  if (!seed) return ORDER;
  const random = createRandom(`${seed} ${name}`);
  let shards = 1;
  return {
    isAgain: () => random() < AGAIN,
    delay: async () => void (await sleep(random() * LONGEST_DELAY_MS)),
    onShards: (records) => {
      if (random() < SPLIT) shards = shards === MOST_SHARDS ? 1 : shards * 2;
      return [...Map.groupBy(records, (record) => shardOf(record, shards)).values()];
    },
  };
}

const shardOf = ({ dynamodb }: LambdaStreamRecord, shards: number): number => {
  const { pk } = dynamodb.Keys as Record<string, unknown>;
  return createHash('sha256').update(JSON.stringify(pk)).digest().readUInt32BE() % shards;
};
