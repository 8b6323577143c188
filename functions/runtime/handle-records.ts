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

/** Records with the same turn follow each other, in the order of the batch; those with different ones are handled at the same time. */
type TurnOf<Item> = (record: Item) => string;

const oneAfterTheOther = () => '';

/**
 * Of the time that a batch has, the part in which no further record is begun: the one in hand may need it. A function that is ended from outside
 * answers nothing, and what it had not begun would wait out the queue's visibility timeout with what it had.
 */
const LAST_PART = 1 / 3;

class NoTimeLeftError extends Error {
  override readonly name = 'NoTimeLeftError';
}

type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Reads the body of each message of a queue's batch, once, and gives what it says to `handleOne`. A message whose reading or handling throws goes
 * back to the queue alone (ReportBatchItemFailures), and to the dead-letter queue once it came too often.
 */
export function eachQueueMessage<Order>(
  read: (body: string) => Order,
  handleOne: (order: Order, messageId: string) => Promise<unknown>,
  turnOf: (order: Order, messageId: string) => string = oneAfterTheOther,
): QueueHandler {
  const processor = new BatchProcessor(EventType.SQS, { logger: SILENT });
  return (event, context) => {
    type Message = { order: Order; messageId: string };
    const handleInTurn = inTurns(
      beginningInTime(({ order, messageId }: Message) => handleOne(order, messageId), context),
      ({ order, messageId }) => turnOf(order, messageId),
    );
    const handle = async ({ body, messageId }: SQSRecord) =>
      handleInTurn({ order: read(body), messageId });
    return processPartialResponse(event, reportFailure(handle, describeMessage), processor, {
      context,
      processInParallel: true,
      throwOnFullBatchFailure: false,
    });
  };
}

type StreamHandler = (
  event: DynamoDBStreamEvent,
  context: Context,
) => Promise<DynamoDBBatchResponse>;

/**
 * Gives each record of a stream's batch to `handleOne`. One that throws does not keep the others from being tried; the mapping comes again
 * from the lowest sequence number that failed, so what stood behind it is handled twice. `beginBatch` gives what its records share.
 */
export function eachStreamRecord<Shared = undefined>(
  handleOne: (record: DynamoDBRecord, shared: Shared) => Promise<unknown>,
  {
    turnOf = oneAfterTheOther,
    beginBatch = () => undefined as Shared,
  }: { turnOf?: TurnOf<DynamoDBRecord>; beginBatch?: () => Shared } = {},
): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams, { logger: SILENT });
  return (event, context) => {
    const shared = beginBatch();
    const withShared = (record: DynamoDBRecord) => handleOne(record, shared);
    const handle = inTurns(beginningInTime(withShared, context), turnOf);
    return processPartialResponse(event, reportFailure(handle, describeRecord), processor, {
      context,
      processInParallel: true,
      throwOnFullBatchFailure: false,
    });
  };
}

/** For a function with several sources: which of them an event came from tells who handles it. `call`: another function asks and waits, or a schedule. */
export function bySource<Question extends object, Answer>(handlers: {
  queue: QueueHandler;
  stream?: StreamHandler;
  call?: (question: Question) => Promise<Answer>;
}) {
  return async (event: DynamoDBStreamEvent | SQSEvent | Question, context: Context) => {
    if (!('Records' in event)) return handlers.call?.(event as Question);
    return isQueueEvent(event)
      ? handlers.queue(event, context)
      : handlers.stream?.(event as DynamoDBStreamEvent, context);
  };
}

const isQueueEvent = (event: { Records: unknown }): event is SQSEvent =>
  (event as SQSEvent).Records[0]?.eventSource === 'aws:sqs';

/** For one batch: its first records are always begun. */
function beginningInTime<Item>(
  handleOne: (record: Item) => Promise<unknown>,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): (record: Item) => Promise<unknown> {
  const least = context.getRemainingTimeInMillis() * LAST_PART;
  return async (record) => {
    if (context.getRemainingTimeInMillis() < least) {
      throw new NoTimeLeftError('the records before it took the time: it comes again');
    }
    return handleOne(record);
  };
}

/** For one batch. */
function inTurns<Item>(handleOne: (record: Item) => Promise<unknown>, turnOf: TurnOf<Item>) {
  const lastOf = new Map<string, Promise<unknown>>();
  return (record: Item): Promise<unknown> => {
    const turn = turnOf(record);
    const before = lastOf.get(turn) ?? Promise.resolve();
    // whatever became of the one before: it is tried again by itself
    const own = before.then(
      () => handleOne(record),
      () => handleOne(record),
    );
    lastOf.set(turn, own);
    return own;
  };
}

function reportFailure<Item>(
  handleOne: (record: Item) => Promise<unknown>,
  describe: (record: Item) => Record<string, unknown>,
) {
  return async (record: Item): Promise<void> => {
    try {
      await handleOne(record);
    } catch (error) {
      const isLate = error instanceof NoTimeLeftError;
      if (isLate) logger.warn({ error, ...describe(record) }, 'a record was not begun');
      else logger.error({ error, ...describe(record) }, 'a record failed and is tried again');
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
