/**
 * The parts of fauxqs that we start ourselves. Its entry point would listen on every interface and hide the
 * queues. With our own stores, `buildApp` listens on 127.0.0.1, and we can look into the queues (decision 0031).
 */
export interface StoredMessage {
  messageId: string;
  body: string;
  sentTimestamp: number;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number;
}

export interface InflightMessage {
  message: StoredMessage;
  /** Milliseconds since 1970. */
  visibilityDeadline: number;
}

export interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  MessageAttributes?: Record<string, unknown>;
}

export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  attributes: Record<string, string>;
  messages: StoredMessage[];
  delayedMessages: StoredMessage[];
  inflightMessages: Map<string, InflightMessage>;
  persistence?: unknown;
  enqueue(message: StoredMessage): void;
  dequeue(
    most: number,
    visibilitySeconds: number | undefined,
    resolveDeadLetterQueue: (arn: string) => Queue | undefined,
  ): ReceivedMessage[];
  deleteMessage(receiptHandle: string): boolean;
  changeVisibility(receiptHandle: string, seconds: number): void;
  setAttributes(attributes: Record<string, string>): void;
  waitForMessages(seconds: number): Promise<void>;
}

export interface QueueStore {
  persistence?: unknown;
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): Queue;
  getQueueByArn(arn: string): Queue | undefined;
  allQueues(): Iterable<Queue>;
  shutdown(): void;
}

interface QueueStoreClass {
  new (): QueueStore;
  /** `delaySeconds`: 0 means no delay. */
  createMessage(body: string, attributes?: object, delaySeconds?: number): StoredMessage;
}

export interface ObjectStore {
  persistence?: unknown;
  createBucket(name: string): void;
}

export interface Persistence {
  loadS3(store: ObjectStore): void;
  loadSqsAndSns(queues: QueueStore, topics: unknown): void;
  updateMessageReady(messageId: string): void;
  close(): void;
}

interface FauxqsParts {
  SqsStore: QueueStoreClass;
  SnsStore: new () => unknown;
  S3Store: new () => ObjectStore;
  PersistenceManager: new (folder: string) => Persistence;
  FileS3Persistence: new (folder: string) => Persistence;
}

const FILES = [
  './sqs/sqsStore.js',
  './sns/snsStore.js',
  './s3/s3Store.js',
  './persistence.js',
  './s3/fileS3Persistence.js',
];

export async function loadFauxqsParts(): Promise<FauxqsParts> {
  const entry = import.meta.resolve('fauxqs');
  const modules = await Promise.all(FILES.map((file) => import(new URL(file, entry).href)));
  return Object.assign({}, ...modules) as FauxqsParts;
}
