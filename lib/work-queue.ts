import { Duration } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { NodeFunction } from './node-function.ts';

/** The longest that SQS keeps a message. A dead letter is still there after a holiday. */
const RETENTION = Duration.days(14);
/** AWS's advice: a batch whose function was throttled then still belongs to its first reader. */
const VISIBILITY_IN_TIMEOUTS = 6;
/** A message that failed so often goes to the dead-letter queue. */
const MAX_RECEIVES = 5;

export interface WorkQueueProps {
  /** Timeout of the function that consumes the queue. */
  readonly consumerTimeout: Duration;
  /** How long a message is hidden before its first delivery. @default - not at all */
  readonly deliveryDelay?: Duration;
  /** Alarms on the queue. Leave out what `reconcile` reports by its own errors. @default - both alarms */
  readonly alarms?: readonly QueueAlarm[];
}

/** `late`: the oldest message waits too long. `dead-letters`: a message was given up. */
export type QueueAlarm = 'late' | 'dead-letters';

export interface ConsumerProps {
  readonly batchSize: number;
  /**
   * Back-pressure: how many instances of the function the queue may keep busy, at least 2.
   * Leave it out for a queue that no flood can reach: while idle, Lambda polls such a
   * queue with two requests at a time, one with a bound always with five (decision 0105).
   *
   * @default - no bound
   */
  readonly maxConcurrency?: number;
}

/** A queue before a function that can be late, with its dead-letter queue: `<id>Queue` and `<id>DeadLetters` in the template. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** The functions that consume the queue. */
  readonly consumers: NodeFunction[] = [];
  readonly alarms: readonly QueueAlarm[];

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.alarms = props.alarms ?? ['late', 'dead-letters'];
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
      ...(props.deliveryDelay && { deliveryDelay: props.deliveryDelay }),
      visibilityTimeout: Duration.seconds(
        props.consumerTimeout.toSeconds() * VISIBILITY_IN_TIMEOUTS,
      ),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** The function reports which messages of a batch failed; only these come again. */
  addConsumer(consumer: NodeFunction, props: ConsumerProps): void {
    this.consumers.push(consumer);
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: props.batchSize,
        ...(props.maxConcurrency !== undefined && { maxConcurrency: props.maxConcurrency }),
        reportBatchItemFailures: true,
      }),
    );
  }

  /** For a function that puts dead letters back into the queue. */
  grantPutBack(grantee: IGrantable): void {
    this.grantSend(grantee);
    grantTake(grantee, this.deadLetters);
  }

  /** For a function that takes messages out by itself. */
  grantTake(grantee: IGrantable): void {
    grantTake(grantee, this.queue);
  }

  grantSend(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
  }
}

function grantTake(grantee: IGrantable, { queueArn }: IQueue): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: [queueArn],
    }),
  );
}
