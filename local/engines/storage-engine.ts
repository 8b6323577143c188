import { buildApp } from 'fauxqs';
import { ACCOUNT_ID, HOST, REGION } from '../configuration.ts';
import {
  loadFauxqsParts,
  type ObjectStore,
  type Persistence,
  type Queue,
  type QueueStore,
  type StoredMessage,
} from './fauxqs-parts.ts';
import { playPresignedLinks } from './presigned-links.ts';

/** S3 and SQS inside this process. */
export interface StorageEngine {
  endpoint: string;
  objects: ObjectStore;
  /** Creates the queue, or returns the one that an earlier run left, with its messages. */
  createQueue(name: string, attributes: Record<string, string>): Queue;
  queueByArn(arn: string): Queue | undefined;
  /** Sends as another service of the account does: with the queue's own delay. */
  send(queue: Queue, body: string): void;
  /** S3's event notifications: a new object under the prefix is reported to the queue. */
  tellOfObjects(notification: ObjectNotification): void;
  stop(): Promise<void>;
}

export interface ObjectNotification {
  bucketName: string;
  prefix: string;
  queueArn: string;
}

/** More than a part of a multipart upload, because a presigned PUT has a whole file. */
const MAX_REQUEST_BYTES = 128 * 1024 * 1024;

/** `objectFolder` holds the objects, because memory would not do for many mails of 40 MB. `queueFolder` keeps the queues between runs. */
export async function startStorage(
  objectFolder: string,
  queueFolder: string | undefined,
): Promise<StorageEngine> {
  const parts = await loadFauxqsParts();
  const [queues, topics, objects] = [
    new parts.SqsStore(),
    new parts.SnsStore(),
    new parts.S3Store(),
  ];
  const files = new parts.FileS3Persistence(objectFolder);
  files.loadS3(objects);
  objects.persistence = files;
  const database = queueFolder ? new parts.PersistenceManager(queueFolder) : undefined;
  if (database) restoreQueues(database, queues, topics);
  const app = buildApp({
    logger: false,
    defaultRegion: REGION,
    stores: { sqsStore: queues, snsStore: topics, s3Store: objects } as never,
  });
  acceptLargeObjects(app);
  playPresignedLinks(app);
  refuseLongDelays(app);
  const notifications: ObjectNotification[] = [];
  const send = (queue: Queue, body: string) => {
    const delaySeconds = Number(queue.attributes.DelaySeconds ?? 0);
    queue.enqueue(parts.SqsStore.createMessage(body, {}, delaySeconds) as StoredMessage);
  };
  watchObjects(app, (bucketName, key) => {
    for (const { queueArn } of notifications.filter(
      (each) => each.bucketName === bucketName && key.startsWith(each.prefix),
    )) {
      const queue = queues.getQueueByArn(queueArn);
      if (queue) send(queue, describeObject(bucketName, key));
    }
  });
  const endpoint = await app.listen({ port: 0, host: HOST });
  return {
    endpoint,
    objects,
    createQueue: (name, attributes) => createQueue(queues, endpoint, name, attributes),
    queueByArn: (arn) => queues.getQueueByArn(arn),
    send,
    tellOfObjects: (notification) => void notifications.push(notification),
    stop: async () => {
      queues.shutdown();
      await app.close();
      database?.close();
    },
  };
}

/** SQS's longest delay. The embedded engine takes any. */
const MAX_DELAY_SECONDS = 900;

function refuseLongDelays(app: ReturnType<typeof buildApp>): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.headers['x-amz-target'] !== 'AmazonSQS.SendMessage') return undefined;
    const { DelaySeconds = 0 } = request.body as { DelaySeconds?: number };
    if (DelaySeconds >= 0 && DelaySeconds <= MAX_DELAY_SECONDS) return undefined;
    const message = `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`;
    const __type = 'com.amazonaws.sqs#InvalidParameterValue';
    return reply.code(400).send({ __type, message });
  });
}

/** Watches for successful puts and completed multipart uploads. */
function watchObjects(
  app: ReturnType<typeof buildApp>,
  made: (bucketName: string, key: string) => void,
): void {
  app.addHook('onResponse', async (request, reply) => {
    const { pathname, searchParams } = new URL(request.url, 'http://local');
    const isPut = request.method === 'PUT' && !searchParams.has('partNumber');
    const isUpload = request.method === 'POST' && searchParams.has('uploadId');
    const [, bucketName = '', ...key] = pathname.split('/');
    if ((isPut || isUpload) && reply.statusCode < 300 && key.length > 0) {
      made(bucketName, decodeURIComponent(key.join('/')));
    }
  });
}

function describeObject(bucketName: string, key: string): string {
  const record = {
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    eventTime: new Date().toISOString(),
    awsRegion: REGION,
    s3: { bucket: { name: bucketName }, object: { key: encodeURIComponent(key) } },
  };
  return JSON.stringify({ Records: [record] });
}

function acceptLargeObjects(app: ReturnType<typeof buildApp>): void {
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_REQUEST_BYTES },
    (_request, body, done) => done(null, body),
  );
}

/** Messages that were in flight when an earlier run ended become visible again, because they were never finished. */
function restoreQueues(database: Persistence, queues: QueueStore, topics: unknown): void {
  database.loadSqsAndSns(queues, topics);
  for (const queue of queues.allQueues()) {
    for (const handle of [...queue.inflightMessages.keys()]) queue.changeVisibility(handle, 0);
  }
  // The engine's statement breaks a constraint of its own table. Without it a message that
  // is visible again stays stored as in flight, and the next start makes it visible anyway.
  database.updateMessageReady = () => undefined;
  queues.persistence = database;
  for (const queue of queues.allQueues()) queue.persistence = database;
}

function createQueue(
  queues: QueueStore,
  endpoint: string,
  name: string,
  attributes: Record<string, string>,
): Queue {
  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;
  const known = queues.getQueueByArn(arn);
  if (known) {
    known.setAttributes(attributes);
    return known;
  }
  return queues.createQueue(name, `${endpoint}/${ACCOUNT_ID}/${name}`, arn, attributes);
}
