import { Duration } from 'aws-cdk-lib';
import {
  type ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import { PEOPLE, TABLE_PARTITIONS } from '../table-partitions.ts';
import { WorkQueue } from '../work-queue.ts';

const FEEDBACK_TIMEOUT = Duration.seconds(30);

export interface FeedbackProps {
  readonly shared: SharedResources;
  readonly configurationSet: ConfigurationSet;
}

/** Bounces, complaints, delays and refusals after acceptance come from SES to `record-feedback` (S16). */
export class Feedback extends Construct {
  readonly feedbackQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: FeedbackProps) {
    super(scope, id);
    const { shared, configurationSet } = props;
    const topic = new Topic(this, 'FeedbackArrived', { enforceSSL: true });
    new ConfigurationSetEventDestination(this, 'Events', {
      configurationSet,
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        // SES accepted the mail and then found a virus in it, so it is never sent.
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
    this.feedbackQueue = new WorkQueue(this, 'Feedback', { consumerTimeout: FEEDBACK_TIMEOUT });
    topic.addSubscription(
      new SqsSubscription(this.feedbackQueue.queue, { rawMessageDelivery: true }),
    );
    const recordFeedback = new NodeFunction(this, 'RecordFeedback', {
      name: 'record-feedback',
      description: 'Suppresses addresses that bounce or complain, and says so in the conversation',
      shared,
      timeout: FEEDBACK_TIMEOUT,
      // An event that comes before the record of its mail is queued again a few times.
      sendsToItself: true,
      environment: { FEEDBACK_QUEUE_URL: this.feedbackQueue.queue.queueUrl },
    });
    this.feedbackQueue.grantSend(recordFeedback);
    shared.table.grantItems(recordFeedback, {
      reads: [...PEOPLE, TABLE_PARTITIONS.sentMails],
      writes: [
        TABLE_PARTITIONS.conversations,
        TABLE_PARTITIONS.deliveries,
        TABLE_PARTITIONS.suppressions,
      ],
    });
    shared.bucket.grantReadFolders(recordFeedback, 'templates', 'bodies');
    shared.bucket.grantWriteFolders(recordFeedback, 'bodies');
    shared.settings.grantReadSettings(recordFeedback);
    // no flood is possible: only SES and parse-mail send to it
    this.feedbackQueue.addConsumer(recordFeedback, { batchSize: 10 });
  }

  /** Delivery reports that arrive as mails take the same way (S5). */
  acceptReportsFrom(reader: NodeFunction): void {
    reader.addEnvironment('FEEDBACK_QUEUE_URL', this.feedbackQueue.queue.queueUrl);
    this.feedbackQueue.grantSend(reader);
  }
}
