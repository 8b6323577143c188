import { describe, expect, it } from 'vitest';
import { openDisorder } from '../../../local/events/disorder.ts';
import type { LambdaStreamRecord } from '../../../local/events/stream-record.ts';

const CALLS = 200;

/** Two writes in each of forty partitions, in the order of the stream. */
const RECORDS = Array.from(
  { length: 80 },
  (_, number) =>
    ({
      dynamodb: { Keys: { pk: { S: `p${number % 40}` } }, SequenceNumber: String(number) },
    }) as unknown as LambdaStreamRecord,
);

const partitionOf = ({ dynamodb }: LambdaStreamRecord) =>
  JSON.stringify((dynamodb.Keys as Record<string, unknown>).pk);

describe('onShards', () => {
  it('leaves the stream whole if no disorder is asked for', () => {
    expect(openDisorder('any', '').onShards(RECORDS)).toEqual([RECORDS]);
  });

  it('splits shards and joins them again, up to four, by the seed', () => {
    const played = () => {
      const disorder = openDisorder('any', '7');
      return Array.from({ length: CALLS }, () => disorder.onShards(RECORDS).length);
    };
    expect(new Set(played())).toEqual(new Set([1, 2, 4]));
    expect(played()).toEqual(played());
  });

  it('loses no record, keeps a partition in one shard and each shard in order', () => {
    const disorder = openDisorder('any', '7');
    for (let call = 0; call < CALLS; call += 1) {
      const shards = disorder.onShards(RECORDS);
      const numbers = shards.map((records) =>
        records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber)),
      );
      expect(numbers.flat().sort((a, b) => a - b)).toEqual(RECORDS.map((_, number) => number));
      for (const some of numbers) expect(some).toEqual([...some].sort((a, b) => a - b));
      const places = shards.flatMap((records) => [...new Set(records.map(partitionOf))]);
      expect(places).toHaveLength(new Set(places).size);
    }
  });
});

describe('isAgain', () => {
  it('repeats some of the handled records', () => {
    const disorder = openDisorder('any', '7');
    const again = Array.from({ length: 1_000 }, () => disorder.isAgain()).filter(Boolean);
    expect(again.length).toBeGreaterThan(10);
    expect(again.length).toBeLessThan(60);
  });
});
