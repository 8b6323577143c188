import { setTimeout as sleep } from 'node:timers/promises';
import type { StateSpace } from '../engines/state.ts';
import type { InvocationResult } from '../functions/invocation.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { describeError, reporter } from '../reporter.ts';
import { type Disorder, openDisorder } from './disorder.ts';
import { type EventSourceMapping, readItemFailures } from './event-source-mapping.ts';
import { matchPattern } from './match-pattern.ts';
import { retryPauseMs } from './retry-pause.ts';
import { StreamPosition } from './stream-position.ts';
import type { LambdaStreamRecord } from './stream-record.ts';

/** What the on-failure destination gets. */
export interface FailedBatch {
  mapping: EventSourceMapping;
  functionArn: string;
  records: LambdaStreamRecord[];
  attempts: number;
  error: string;
}

/** Uncounted retries: a process that was killed from outside uses up no retry, unless it happens more often than this. */
const MAX_UNCOUNTED_CRASHES = 20;
const UNLIMITED_RETRIES = -1;

/** Plays the event source mapping of one function on a table's stream: batches in order, with the template's retry rules. */
export class StreamConsumer {
  readonly #mapping: EventSourceMapping;
  readonly #function: LocalFunction;
  readonly #position: StreamPosition;
  readonly #onFailure: (batch: FailedBatch) => Promise<void>;
  #waiting: LambdaStreamRecord[] = [];
  #isWorking = false;
  readonly #disorder: Disorder;
  #isStopped = false;
  #seen: bigint;

  constructor(
    mapping: EventSourceMapping,
    target: LocalFunction,
    positions: StateSpace,
    onFailure: (batch: FailedBatch) => Promise<void>,
  ) {
    this.#mapping = mapping;
    this.#function = target;
    this.#position = new StreamPosition(positions, mapping);
    this.#onFailure = onFailure;
    this.#disorder = openDisorder(mapping.id);
    this.#seen = this.#position.finished;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && !this.#isWorking;
  }

  /** Takes the stream's next records that match the mapping's filters. Records that it has already had are skipped. */
  offer(records: LambdaStreamRecord[]): void {
    for (const record of records) {
      const sequence = BigInt(record.dynamodb.SequenceNumber);
      if (sequence <= this.#seen) continue;
      this.#seen = sequence;
      if (this.#isWanted(record)) this.#waiting.push(record);
    }
    if (this.#isWorking) return;
    if (this.#waiting.length > 0) void this.#work();
    else this.#position.finish(this.#seen);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#waiting.length > 0 && !this.#isStopped) {
      const batch = this.#waiting.splice(0, this.#mapping.batchSize);
      await Promise.all(this.#disorder.onShards(batch).map((some) => this.#deliverShard(some)));
      if (!this.#isStopped) this.#position.finish(sequenceOfLast(batch));
    }
    this.#isWorking = false;
  }

  async #deliverShard(records: LambdaStreamRecord[]): Promise<void> {
    try {
      await this.#disorder.delay();
      await this.#deliver(records);
      if (this.#disorder.isAgain()) await this.#deliver(records);
    } catch (error) {
      reporter.warn(`stream of ${this.#function.definition.name}: ${describeError(error)}`);
    }
  }

  async #deliver(batch: LambdaStreamRecord[]): Promise<void> {
    let rest = batch;
    let [attempts, crashes] = [0, 0];
    while (!this.#isStopped) {
      const result = await this.#function.invoke({ Records: rest });
      const failedFrom = this.#firstFailed(result, rest);
      if (failedFrom === undefined || this.#isStopped) return;
      const isPartial = failedFrom > 0 || (result.isOk && this.#mapping.reportsItemFailures);
      rest = rest.slice(failedFrom);
      if (isCrash(result) && crashes < MAX_UNCOUNTED_CRASHES) crashes += 1;
      else attempts += 1;
      if (this.#isOver(attempts, rest)) return this.#giveUp(rest, attempts, result);
      await sleep(retryPauseMs(attempts + crashes));
      if (this.#mapping.bisectsOnError && rest.length > 1 && !isPartial)
        return this.#deliverHalves(rest);
    }
  }

  /** One bad record must not hold up the good ones: the halves are tried separately, each with its own retries. */
  async #deliverHalves(batch: LambdaStreamRecord[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.#deliver(batch.slice(0, middle));
    await this.#deliver(batch.slice(middle));
  }

  #firstFailed(result: InvocationResult, records: LambdaStreamRecord[]): number | undefined {
    if (!result.isOk) return 0;
    if (!this.#mapping.reportsItemFailures) return undefined;
    const failures = readItemFailures(result.value);
    if (failures?.length === 0) return undefined;
    const first = records.findIndex(({ dynamodb }) => failures?.includes(dynamodb.SequenceNumber));
    return Math.max(0, first);
  }

  #isOver(attempts: number, records: LambdaStreamRecord[]): boolean {
    const { maxRetries, maxRecordAgeMs } = this.#mapping;
    if (maxRetries !== UNLIMITED_RETRIES && attempts > maxRetries) return true;
    return Date.now() - writtenAtMs(records[0]) > maxRecordAgeMs;
  }

  async #giveUp(
    records: LambdaStreamRecord[],
    attempts: number,
    result: InvocationResult,
  ): Promise<void> {
    const error = result.isOk
      ? 'the handler reported failed records'
      : `${result.error}: ${result.message}`;
    const { name, arn } = this.#function.definition;
    reporter.warn(
      `${name}: ${records.length} stream record(s) given up after ${attempts} attempts: ${error}`,
    );
    await this.#onFailure({ mapping: this.#mapping, functionArn: arn, records, attempts, error });
  }

  #isWanted(record: LambdaStreamRecord): boolean {
    const { filters } = this.#mapping;
    return filters.length === 0 || filters.some((filter) => matchPattern(filter, record));
  }
}

const writtenAtMs = (record: LambdaStreamRecord | undefined) =>
  Number(record?.dynamodb.ApproximateCreationDateTime || Infinity) * 1000;

const isCrash = (result: InvocationResult) => !result.isOk && result.isCrash;

function sequenceOfLast(batch: LambdaStreamRecord[]): bigint {
  return BigInt(batch.at(-1)?.dynamodb.SequenceNumber ?? '0');
}
