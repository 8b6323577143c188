import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from './seeded-random.ts';
import type { LambdaStreamRecord } from './stream-record.ts';

/** How often something that was handled comes again. */
const AGAIN = 0.03;
const LONGEST_DELAY_MS = 100;
/** How often a stream's shards are split, and how many there are at most before they are one again. */
const SPLIT = 0.1;
const MOST_SHARDS = 4;

/**
 * What queues and streams may do but seldom do: messages and batches that come twice, shards that are split and
 * handled in parallel, delays. Off, unless `PIPING_DISORDER=<seed>` is set; then the seed decides everything.
 */
export interface Disorder {
  /** Whether this handled message or batch comes once more. */
  isAgain(): boolean;
  delay(): Promise<void>;
  /**
   * The records by shard, each shard in order. A partition is on one shard. Shards
   * may be split between two calls, but parents end before their children begin.
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
