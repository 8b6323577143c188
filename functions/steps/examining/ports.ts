/** Ports of examining an account and a deployment. */
import type { Clock } from '../ports.ts';
import type { InboundDirectory } from '../receiving/ports.ts';

/** A mail that is sent and received through SES, to show that mail arrives. */
export interface Canary {
  /** Part of the subject. */
  id: string;
  /** Bare addresses. */
  from: string;
  to: string;
  /** Epoch milliseconds. */
  sentAt: number;
}

export interface CanaryPorts {
  sender: { send(mail: { from: string; to: string; raw: Uint8Array }): Promise<void> };
  inbound: Pick<InboundDirectory, 'list'>;
  clock: Clock;
  newId: () => string;
}

/** One notification of a bucket. */
export interface BucketNotification {
  /** Its field in S3's configuration: `"QueueConfigurations"`. */
  field: string;
  /** ARN of a queue, a topic or a function. */
  target: string;
  /** For example `["s3:ObjectCreated:*"]`. */
  events: readonly string[];
  /** Prefix of the keys that it covers. */
  prefix: string;
  /** The notification as S3 has it. */
  value: object;
}

/** An existing bucket that a deployment is to use. */
export interface KeptBucket {
  name: string;
  /** JSON; `{}`: the bucket has no policy. */
  policy: string;
  notifications: readonly BucketNotification[];
}

export interface TableIndex {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  /** DynamoDB's ProjectionType. */
  projection: string;
  isReady: boolean;
}

/** An existing table that a deployment is to use. */
export interface KeptTable {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  indexes: readonly TableIndex[];
  /** Undefined: the stream is off. */
  stream?: { arn: string; view: string };
  /** The TTL attribute; undefined: TTL is off. */
  expiresBy?: string;
}
