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

/** Silences Powertools: `reportFailure` logs failures in our own words. */
const SILENT = { debug() {}, warn() {}, error() {} };

/** Records with the same turn are handled in sequence, in the order of the batch; those with different turns concurrently. */
type TurnOf<Item> = (record: Item) => string;

const sameTurn = () => '';

/**
 * The last share of a batch's time, in which no further record is begun, so that the one in hand can finish. A function that times out
 * reports no partial failures: all its messages would wait for the visibility timeout.
 */
const RESERVED_SHARE = 1 / 3;

class NoTimeLeftError extends Error {
  override readonly name = 'NoTimeLeftError';
}

type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Parses the body of each message of an SQS batch, and passes the result to `handleOne`. A message whose parsing or handling throws goes
 * back to the queue alone (ReportBatchItemFailures), and after too many receives to the dead-letter queue.
 */
export function eachQueueMessage<Order>(
  read: (body: string) => Order,
  handleOne: (order: Order, messageId: string) => Promise<unknown>,
  turnOf: (order: Order, messageId: string) => string = sameTurn,
): QueueHandler {
  const processor = new BatchProcessor(EventType.SQS, { logger: SILENT });
  return (event, context) => {
    type Message = { order: Order; messageId: string };
    const handleInTurn = inTurns(
      refusingLate(({ order, messageId }: Message) => handleOne(order, messageId), context),
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
 * Passes each record of a stream batch to `handleOne`. If one throws, the others are still tried. The event source mapping then retries
 * from the lowest failed sequence number, so later records are handled twice. `beginBatch` makes what the records of a batch share.
 */
export function eachStreamRecord<Shared = undefined>(
  handleOne: (record: DynamoDBRecord, shared: Shared) => Promise<unknown>,
  {
    turnOf = sameTurn,
    beginBatch = () => undefined as Shared,
  }: { turnOf?: TurnOf<DynamoDBRecord>; beginBatch?: () => Shared } = {},
): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams, { logger: SILENT });
  return (event, context) => {
    const shared = beginBatch();
    const withShared = (record: DynamoDBRecord) => handleOne(record, shared);
    const handle = inTurns(refusingLate(withShared, context), turnOf);
    return processPartialResponse(event, reportFailure(handle, describeRecord), processor, {
      context,
      processInParallel: true,
      throwOnFullBatchFailure: false,
    });
  };
}

/**
 * For a function with several event sources: picks the handler by source. `call`: another function that waits for the answer, or a
 * schedule.
 */
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

/** For one batch: refuses to begin a record when little time is left. The first records are always begun. */
function refusingLate<Item>(
  handleOne: (record: Item) => Promise<unknown>,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): (record: Item) => Promise<unknown> {
  const least = context.getRemainingTimeInMillis() * RESERVED_SHARE;
  return async (record) => {
    if (context.getRemainingTimeInMillis() < least) {
      throw new NoTimeLeftError('earlier records took the time: it is retried');
    }
    return handleOne(record);
  };
}

/** For one batch: handles records of the same turn in sequence. */
function inTurns<Item>(handleOne: (record: Item) => Promise<unknown>, turnOf: TurnOf<Item>) {
  const lastOf = new Map<string, Promise<unknown>>();
  return (record: Item): Promise<unknown> => {
    const turn = turnOf(record);
    const before = lastOf.get(turn) ?? Promise.resolve();
    // a failed record before it does not stop this one: it is retried by itself
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
