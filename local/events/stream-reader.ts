import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { describeError, reporter } from '../reporter.ts';

const LOOK_EVERY_MS = 10;
/** Pause that lets writes of one operation be read together: a mail makes about twenty records in eight writes. */
const REST_AFTER_READ_MS = 40;
/** While a function still works on the last records, reading more does not help: the next batch just gets larger. */
const REST_WHILE_BUSY_MS = 120;
const REFRESH_SHARDS_EVERY_MS = 30_000;
const MAX_RECORDS_PER_READ = 1000;
const MAX_READS_IN_A_ROW = 1000;

export interface StreamSource {
  client: DynamoDBStreamsClient;
  streamArn: string;
  /** Whether there may be new records since the last call. */
  hasNews(): boolean;
  /** Whether a consumer is still working on earlier records. */
  isBusy(): boolean;
}

/** Reads one table's stream and passes every new record on, in order. */
export class StreamReader {
  readonly #client: DynamoDBStreamsClient;
  readonly #streamArn: string;
  readonly #hasNews: () => boolean;
  readonly #isBusy: () => boolean;
  readonly #handOn: (records: StreamRecord[]) => void;
  /** Shard id → iterator to continue with; undefined when the shard is closed and read to its end. */
  readonly #iterators = new Map<string, string | undefined>();
  #shardsKnownAt = 0;
  /** The last read found records, so there may be more. */
  #mayGoOn = false;
  #isStopped = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    { client, streamArn, hasNews, isBusy }: StreamSource,
    handOn: (records: StreamRecord[]) => void,
  ) {
    this.#client = client;
    this.#streamArn = streamArn;
    this.#hasNews = hasNews;
    this.#isBusy = isBusy;
    this.#handOn = handOn;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Starts a full read. When it ends, everything written before the call has been passed on. */
  readNow(): Promise<void> {
    return this.#read(MAX_READS_IN_A_ROW);
  }

  /** Only one read runs at a time. */
  #read(readsInARow: number): Promise<void> {
    const reading = this.#reading.catch(() => undefined).then(() => this.#readAll(readsInARow));
    this.#reading = reading;
    return reading;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const isDue = this.#hasNews() || this.#mayGoOn || this.#areShardsOld;
      if (isDue) await this.#tryToRead();
      await sleep(isDue ? this.#restMs : LOOK_EVERY_MS);
    }
  }

  get #restMs(): number {
    return this.#isBusy() ? REST_WHILE_BUSY_MS : REST_AFTER_READ_MS;
  }

  get #areShardsOld(): boolean {
    return Date.now() - this.#shardsKnownAt > REFRESH_SHARDS_EVERY_MS;
  }

  async #tryToRead(): Promise<void> {
    await this.#read(1).catch((error) => {
      this.#mayGoOn = false;
      this.#iterators.clear();
      this.#shardsKnownAt = 0;
      reporter.warn(`table stream: ${describeError(error)}`);
      return sleep(1000);
    });
  }

  async #readAll(readsInARow: number): Promise<void> {
    if (this.#areShardsOld) await this.#findShards();
    this.#mayGoOn = false;
    for (const [shardId, iterator] of this.#iterators) {
      if (iterator !== undefined) await this.#readShard(shardId, iterator, readsInARow);
    }
  }

  /** Reads a shard to its end, or at most `readsInARow` times. */
  async #readShard(shardId: string, first: string, readsInARow: number): Promise<void> {
    let iterator: string | undefined = first;
    for (let reads = 0; iterator !== undefined && reads < readsInARow; reads++) {
      const answer: { Records?: StreamRecord[]; NextShardIterator?: string } =
        await this.#client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: MAX_RECORDS_PER_READ }),
        );
      iterator = answer.NextShardIterator;
      this.#iterators.set(shardId, iterator);
      // A closed shard has children, which must be found.
      if (iterator === undefined) this.#shardsKnownAt = 0;
      const records = answer.Records ?? [];
      if (records.length === 0) return;
      this.#handOn(records);
    }
    this.#mayGoOn = true;
  }

  async #findShards(): Promise<void> {
    let start: string | undefined;
    do {
      const { StreamDescription: stream } = await this.#client.send(
        new DescribeStreamCommand({ StreamArn: this.#streamArn, ExclusiveStartShardId: start }),
      );
      for (const shard of stream?.Shards ?? []) await this.#open(shard);
      start = stream?.LastEvaluatedShardId;
    } while (start !== undefined);
    this.#shardsKnownAt = Date.now();
  }

  /** Begins at the oldest record: each consumer skips what it finished in an earlier run. */
  async #open({ ShardId: shardId }: Shard): Promise<void> {
    if (shardId === undefined || this.#iterators.has(shardId)) return;
    const { ShardIterator } = await this.#client.send(
      new GetShardIteratorCommand({
        StreamArn: this.#streamArn,
        ShardId: shardId,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    );
    this.#iterators.set(shardId, ShardIterator);
  }
}
