import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { logger } from './logger.ts';

/** Failures are told in our own words; see `reportFailure`. */
const SILENT = { debug() {}, warn() {}, error() {} };

/**
 * Gives each record of a queue's batch to `handleOne`. A record whose handling throws goes back to the queue alone
 * (ReportBatchItemFailures), and to the dead-letter queue once it came too often.
 */
export function eachQueueMessage(
  handleOne: (record: SQSRecord) => Promise<unknown>,
  /** `atOnce`: all records of the batch at the same time, for work that waits for others, such as answers of receivers. */
  { atOnce = false } = {},
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS, { logger: SILENT });
  return (event, context) =>
    processPartialResponse(event, reportFailure(handleOne, describeMessage), processor, {
      context,
      processInParallel: atOnce,
      throwOnFullBatchFailure: false,
    });
}

type StreamHandler = (
  event: DynamoDBStreamEvent,
  context: Context,
) => Promise<DynamoDBBatchResponse>;

/**
 * Gives each record of a stream's batch to `handleOne`, in order. One that throws does not keep the others from being tried; the mapping
 * comes again from the lowest sequence number that failed, so what stood behind it is handled twice. `beginBatch` gives what its records share.
 */
export function eachStreamRecord<Shared = undefined>(
  handleOne: (record: DynamoDBRecord, shared: Shared) => Promise<unknown>,
  beginBatch: () => Shared = () => undefined as Shared,
): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams, { logger: SILENT });
  return (event, context) => {
    const shared = beginBatch();
    const handle = (record: DynamoDBRecord) => handleOne(record, shared);
    return processPartialResponse(event, reportFailure(handle, describeRecord), processor, {
      context,
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  };
}

/** For a function with several sources: which of them an event came from tells who handles it. `call`: another function asks, and waits. */
export function bySource<Question extends object, Answer>(handlers: {
  queue: ReturnType<typeof eachQueueMessage>;
  stream: StreamHandler;
  call?: (question: Question) => Promise<Answer>;
}) {
  return async (event: DynamoDBStreamEvent | SQSEvent | Question, context: Context) => {
    if (!('Records' in event)) return handlers.call?.(event as Question);
    return isQueueEvent(event)
      ? handlers.queue(event, context)
      : handlers.stream(event as DynamoDBStreamEvent, context);
  };
}

/** The same for a function that a schedule calls, too. */
export function byScheduleOrQueue(handlers: {
  schedule: (context: Context) => Promise<void>;
  queue: ReturnType<typeof eachQueueMessage>;
}) {
  return async (
    event: SQSEvent | Record<string, never>,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if ('Records' in event) return handlers.queue(event as SQSEvent, context);
    await handlers.schedule(context);
    return undefined;
  };
}

const isQueueEvent = (event: { Records: unknown }): event is SQSEvent =>
  (event as SQSEvent).Records[0]?.eventSource === 'aws:sqs';

function reportFailure<Item>(
  handleOne: (record: Item) => Promise<unknown>,
  describe: (record: Item) => Record<string, unknown>,
) {
  return async (record: Item): Promise<void> => {
    try {
      await handleOne(record);
    } catch (error) {
      logger.error({ error, ...describe(record) }, 'a record failed and is tried again');
      throw error;
    }
  };
}

const describeMessage = ({ messageId, attributes }: SQSRecord) => ({
  queueMessageId: messageId,
  receives: attributes.ApproximateReceiveCount,
});

const describeRecord = ({ eventID, dynamodb }: DynamoDBRecord) => ({
  streamEventId: eventID,
  sequenceNumber: dynamodb?.SequenceNumber,
});
