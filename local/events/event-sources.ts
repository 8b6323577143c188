import type {
  DynamoDBStreamsClient,
  _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { describeArrival } from '../describe-mail.ts';
import type { StateSpace } from '../engines/state.ts';
import { LocalError } from '../local-error.ts';
import { reporter } from '../reporter.ts';
import type { Machine } from '../resources/machine.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { happeningOf } from './happening-of.ts';
import type { Happenings } from './happenings.ts';
import type { WatchedWork } from './idle.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { sendFailedBatch } from './send-failed-batch.ts';
import { StreamConsumer } from './stream-consumer.ts';
import { StreamReader } from './stream-reader.ts';
import { type LambdaStreamRecord, toLambdaRecord } from './stream-record.ts';

const STARTED_AT_MS = Date.now();

export interface EventSources {
  work: WatchedWork;
  stop(): void;
}

/** Starts a consumer for each event source mapping of the template, and the schedules. */
export function startEventSources(
  machine: Machine,
  streams: DynamoDBStreamsClient,
  positions: StateSpace,
): EventSources {
  const enabled = machine.mappings.filter(({ isEnabled }) => isEnabled);
  const queues = enabled.filter(isQueueMapping).map((mapping) => consumeQueue(mapping, machine));
  const ofStreams = enabled.filter((mapping) => !isQueueMapping(mapping));
  const byStream = [...Map.groupBy(ofStreams, ({ sourceArn }) => sourceArn)].map(
    ([arn, mappings]) => ({
      arn,
      consumers: mappings.map((mapping) => consumeStream(mapping, machine, positions)),
    }),
  );
  const consumers = byStream.flatMap((stream) => stream.consumers);
  const readers = byStream.map((stream) =>
    readStream(stream.arn, streams, stream.consumers, machine),
  );
  for (const each of [...queues, ...readers, machine.schedules]) each.start();
  return {
    work: {
      activity: machine.activity,
      queues,
      streams: consumers,
      readStreams: () => Promise.all(readers.map((reader) => reader.readNow())),
    },
    stop: () => {
      for (const each of [...queues, ...readers, ...consumers, machine.schedules]) each.stop();
    },
  };
}

const isQueueMapping = ({ sourceArn }: EventSourceMapping) => sourceArn.startsWith('arn:aws:sqs:');

function consumeQueue(mapping: EventSourceMapping, { storage, functions }: Machine): QueueConsumer {
  const queue = storage.queueByArn(mapping.sourceArn);
  if (!queue)
    throw new LocalError(`${mapping.id} reads ${mapping.sourceArn}, which does not exist.`);
  return new QueueConsumer(
    mapping,
    queue,
    functions.byArn(mapping.functionArn),
    storage.queueByArn,
  );
}

function consumeStream(
  mapping: EventSourceMapping,
  machine: Machine,
  positions: StateSpace,
): StreamConsumer {
  return new StreamConsumer(
    mapping,
    machine.functions.byArn(mapping.functionArn),
    positions,
    (batch) => sendFailedBatch(batch, machine.s3),
  );
}

function readStream(
  arn: string,
  client: DynamoDBStreamsClient,
  consumers: StreamConsumer[],
  { happenings, dynamodbEngine }: Machine,
): StreamReader {
  const hasNews = () => dynamodbEngine.hasChanged();
  const isBusy = () => consumers.some(({ isEmpty }) => !isEmpty);
  return new StreamReader({ client, streamArn: arn, hasNews, isBusy }, (records) => {
    const events = records
      .map((record) => toLambdaRecord(record, arn))
      .filter((record): record is LambdaStreamRecord => record !== undefined);
    for (const consumer of consumers) consumer.offer(events);
    for (const record of records) tell(happenings, record);
  });
}

function tell(happenings: Happenings, record: StreamRecord): void {
  const happening = happeningOf(record);
  if (happening) happenings.tell(happening);
  if (happening?.topic === 'mail' && record.eventName === 'INSERT') tellOfArrival(record);
}

/** Shows somebody at the terminal what became of each mail. Mails of earlier runs were shown then. */
function tellOfArrival({
  dynamodb: { NewImage: mail, ApproximateCreationDateTime } = {},
}: StreamRecord): void {
  const isNew = (ApproximateCreationDateTime?.getTime() ?? 0) > STARTED_AT_MS;
  if (!reporter.isWatched || !isNew) return;
  reporter.mail(
    describeArrival({
      from: mail?.from?.S,
      subject: mail?.subject?.S,
      outcome: mail?.outcome?.S,
      reason: mail?.reason?.S,
      conversationId: mail?.conversationId?.S,
    }),
  );
}
