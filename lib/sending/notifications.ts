import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { receivingPatterns } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import type { StreamConsumers } from '../stream-consumers.ts';
import { PEOPLE, TABLE_PARTITIONS } from '../table-partitions.ts';
import { WorkQueue } from '../work-queue.ts';

const NOTIFY_TIMEOUT = Duration.seconds(60);
/** What one instance of `notify` can send: composing a mail and SES's answer take 200 ms. */
const MAILS_PER_SECOND_AND_COPY = 5;
const LEAST_CONCURRENCY = 2;

export interface NotificationsProps {
  readonly shared: SharedResources;
  readonly streamConsumers: StreamConsumers;
  /** The URL that links in mails point to. */
  readonly apiUrl: string;
}

/** `notify` decides who is notified of a message (S8–S11), and sends the mail through SES. */
export class Notifications extends Construct {
  readonly outgoingQueue: WorkQueue;
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { shared, streamConsumers, apiUrl } = props;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.outgoingQueue = new WorkQueue(this, 'Outgoing', { consumerTimeout: NOTIFY_TIMEOUT });
    const notify = this.#createNotify(shared, apiUrl);
    streamConsumers.add(notify, { eventNames: ['INSERT'], types: ['message'] });
    this.outgoingQueue.addConsumer(notify, {
      batchSize: 5,
      maxConcurrency: this.#concurrencyFor(shared.configuration.sendingRatePerSecond),
    });
  }

  /** parse-mail may queue the question to an agent whose mail was held (S22); only `notify` sends mail. */
  acceptQuestionsFrom(reader: NodeFunction): void {
    reader.addEnvironment('OUTGOING_QUEUE_URL', this.outgoingQueue.queue.queueUrl);
    this.outgoingQueue.grantSend(reader);
  }

  #createNotify(shared: SharedResources, apiUrl: string): NodeFunction {
    const { sendingRatePerSecond } = shared.configuration;
    const notify = new NodeFunction(this, 'Notify', {
      name: 'notify',
      description: 'Decides who hears of a message, and sends the mail',
      shared,
      timeout: NOTIFY_TIMEOUT,
      sendsToItself: true,
      memorySize: 1024,
      environment: {
        OUTGOING_QUEUE_URL: this.outgoingQueue.queue.queueUrl,
        CONFIGURATION_SET_NAME: this.configurationSet.configurationSetName,
        SENDS_PER_SECOND: String(sendingRatePerSecond / this.#concurrencyFor(sendingRatePerSecond)),
        API_URL: apiUrl,
      },
    });
    shared.table.grantItems(notify, {
      reads: [...PEOPLE, TABLE_PARTITIONS.mails, TABLE_PARTITIONS.suppressions],
      writes: [
        TABLE_PARTITIONS.conversations,
        TABLE_PARTITIONS.deliveries,
        TABLE_PARTITIONS.sentMails,
        TABLE_PARTITIONS.asked,
        TABLE_PARTITIONS.questions,
      ],
    });
    shared.bucket.grantReadFolders(notify, 'attachments', 'bodies', 'templates');
    shared.bucket.grantWriteFolders(notify, 'bodies');
    shared.settings.grantReadSettings(notify);
    shared.settings.grantReadTokenKeys(notify);
    this.outgoingQueue.grantSend(notify);
    this.#grantSendMail(notify, shared);
    return notify;
  }

  /**
   * It may send only from the addresses that replies come back to (R5, R4). In the
   * sandbox SES also checks the right to each recipient's identity, hence all identities.
   */
  #grantSendMail(notify: NodeFunction, { configuration }: SharedResources): void {
    const arnOf = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const { configurationSetName } = this.configurationSet;
    notify.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [arnOf('identity', '*'), arnOf('configuration-set', configurationSetName)],
        conditions: { StringLike: { 'ses:FromAddress': receivingPatterns(configuration) } },
      }),
    );
  }

  /** SES rejects what is sent too fast, so the queue waits instead. */
  #concurrencyFor(mailsPerSecond: number): number {
    return Math.max(LEAST_CONCURRENCY, Math.floor(mailsPerSecond / MAILS_PER_SECOND_AND_COPY));
  }
}
