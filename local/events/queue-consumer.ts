import { REGION } from '../configuration.ts';
import type { Queue, ReceivedMessage } from '../engines/fauxqs-parts.ts';
import type { InvocationResult } from '../functions/invocation.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { describeError, reporter } from '../reporter.ts';
import { type Disorder, openDisorder } from './disorder.ts';
import { type EventSourceMapping, readItemFailures } from './event-source-mapping.ts';
import { matchPattern } from './match-pattern.ts';
import { retryPauseMs } from './retry-pause.ts';

const MAX_RECEIVED_AT_ONCE = 10;
const LONG_POLL_SECONDS = 5;

interface Delivery {
  handle: string;
  messageId: string;
  receiveCount: number;
  /** Set by the receive. A different value later means that the function chose when to see the message again. */
  visibilityDeadline: number;
  record: object;
}

/** Plays the event source mapping of one queue, one batch after the other. */
export class QueueConsumer {
  readonly queue: Queue;
  readonly #mapping: EventSourceMapping;
  readonly #function: LocalFunction;
  readonly #queueByArn: (arn: string) => Queue | undefined;
  readonly #disorder: Disorder;
  #isStopped = false;

  constructor(
    mapping: EventSourceMapping,
    queue: Queue,
    target: LocalFunction,
    queueByArn: (arn: string) => Queue | undefined,
  ) {
    this.queue = queue;
    this.#mapping = mapping;
    this.#function = target;
    this.#queueByArn = queueByArn;
    this.#disorder = openDisorder(mapping.id);
  }

  /**
   * Nothing waits, is delayed, in work or due to come back. Delayed messages of a
   * queue with a delay of its own are looks for later, which do not count as work.
   */
  get isEmpty(): boolean {
    const { messages, delayedMessages, inflightMessages, attributes } = this.queue;
    const delayed = Number(attributes.DelaySeconds ?? 0) > 0 ? 0 : delayedMessages.length;
    return messages.length + delayed + inflightMessages.size === 0;
  }

  get hasOnlyDelayed(): boolean {
    return this.queue.messages.length + this.queue.inflightMessages.size === 0;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const batch = await this.#receive();
        if (batch.length > 0) await this.#deliver(batch);
      } catch (error) {
        reporter.warn(`queue ${this.queue.name}: ${describeError(error)}`);
      }
    }
  }

  async #receive(): Promise<ReceivedMessage[]> {
    const { batchSize } = this.#mapping;
    const batch = this.#take(batchSize);
    if (batch.length > 0) return batch;
    await this.queue.waitForMessages(LONG_POLL_SECONDS);
    return this.#take(batchSize);
  }

  #take(most: number): ReceivedMessage[] {
    const taken: ReceivedMessage[] = [];
    while (taken.length < most) {
      const count = Math.min(most - taken.length, MAX_RECEIVED_AT_ONCE);
      const more = this.queue.dequeue(count, undefined, this.#queueByArn);
      if (more.length === 0) break;
      taken.push(...more);
    }
    return taken;
  }

  async #deliver(received: ReceivedMessage[]): Promise<void> {
    const wanted: Delivery[] = [];
    for (const message of received) {
      const delivery = this.#describe(message);
      if (!delivery) continue;
      if (this.#isWanted(message.Body)) wanted.push(delivery);
      else this.queue.deleteMessage(delivery.handle);
    }
    if (wanted.length === 0) return;
    const result = await this.#function.invoke({ Records: wanted.map(({ record }) => record) });
    if (this.#isStopped) return;
    const failed = this.#failedOf(result, wanted);
    for (const delivery of wanted) {
      if (failed.has(delivery.messageId)) this.#giveBack(delivery);
      else if (this.#disorder.isAgain()) this.queue.changeVisibility(delivery.handle, 0);
      else this.queue.deleteMessage(delivery.handle);
    }
  }

  #failedOf(result: InvocationResult, wanted: Delivery[]): Set<string> {
    const all = () => new Set(wanted.map(({ messageId }) => messageId));
    if (!result.isOk) return all();
    if (!this.#mapping.reportsItemFailures) return new Set();
    const failures = readItemFailures(result.value);
    return failures ? new Set(failures) : all();
  }

  /** Receives still count, so the dead-letter queue takes a message that is received too often. */
  #giveBack({ handle, receiveCount, visibilityDeadline }: Delivery): void {
    const inflight = this.queue.inflightMessages.get(handle);
    if (inflight?.visibilityDeadline !== visibilityDeadline) return;
    this.queue.changeVisibility(handle, retryPauseMs(receiveCount) / 1000);
  }

  #isWanted(body: string): boolean {
    const { filters } = this.#mapping;
    return (
      filters.length === 0 ||
      filters.some((filter) => matchPattern(filter, { body: parseBody(body) }))
    );
  }

  #describe(received: ReceivedMessage): Delivery | undefined {
    const inflight = this.queue.inflightMessages.get(received.ReceiptHandle);
    if (!inflight) return undefined;
    const { message, visibilityDeadline } = inflight;
    const receiveCount = message.approximateReceiveCount;
    const record = {
      messageId: received.MessageId,
      receiptHandle: received.ReceiptHandle,
      body: received.Body,
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: String(message.sentTimestamp),
        ApproximateFirstReceiveTimestamp: String(
          message.approximateFirstReceiveTimestamp ?? Date.now(),
        ),
        SenderId: 'local',
      },
      messageAttributes: received.MessageAttributes ?? {},
      md5OfBody: received.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.queue.arn,
      awsRegion: REGION,
    };
    return {
      handle: received.ReceiptHandle,
      messageId: received.MessageId,
      receiveCount,
      visibilityDeadline,
      record,
    };
  }
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
