import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import { KEY_LISTS, LISTS, TABLE_PARTITIONS } from './table-partitions.ts';
import { WorkQueue } from './work-queue.ts';

export interface ReconciliationProps {
  readonly shared: SharedResources;
  readonly inboundQueue: WorkQueue;
  readonly outgoingQueue: WorkQueue;
  readonly webhookQueue: WorkQueue;
  readonly erasureQueue: WorkQueue;
  readonly feedbackQueue: WorkQueue;
}

const RECONCILE_TIMEOUT = Duration.minutes(4);
/** The longest delay of SQS. By then a mail has its outcome, or its queue has given it up. */
const LOOK_AFTER = Duration.minutes(15);

/** `reconcile` finds work that was left undone. `check-settings` reports a bad value at once (S20). */
export class Reconciliation extends Construct {
  readonly #lookQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    this.#lookQueue = new WorkQueue(this, 'Look', {
      consumerTimeout: RECONCILE_TIMEOUT,
      deliveryDelay: LOOK_AFTER,
      // reconcile takes from this queue and reports each look that fails; another alarm rings when it does not run
      alarms: [],
    });
    props.shared.bucket.tellOfRawMail(this.#lookQueue.queue);
    this.#createReconcile(props);
    this.#createCheckSettings(props.shared);
  }

  #createReconcile({ shared, ...queues }: ReconciliationProps): void {
    const { inboundQueue, outgoingQueue, webhookQueue, erasureQueue } = queues;
    const all = [...Object.values(queues), this.#lookQueue];
    const reconcile = new NodeFunction(this, 'Reconcile', {
      name: 'reconcile',
      description:
        'Makes sure that every mail gets an outcome, and retries what was lost or given up',
      shared,
      // many addresses in RECEIVES_AT would not fit beside the URLs of all these queues: Lambda allows 4 KB
      variables: ['TABLE_NAME', 'MAIL_BUCKET_NAME', 'MAIL_RECORD_DAYS'],
      timeout: RECONCILE_TIMEOUT,
      // the next run continues at the mark
      schedule: { ruleId: 'EveryFiveMinutes', every: Duration.minutes(5) },
      environment: {
        INBOUND_QUEUE_URL: inboundQueue.queue.queueUrl,
        OUTGOING_QUEUE_URL: outgoingQueue.queue.queueUrl,
        WEBHOOK_QUEUE_URL: webhookQueue.queue.queueUrl,
        ERASURE_QUEUE_URL: erasureQueue.queue.queueUrl,
        LOOK_QUEUE_URL: this.#lookQueue.queue.queueUrl,
        DEAD_LETTERS: this.#describeDeadLetters(all),
      },
    });
    shared.table.grantItems(reconcile, {
      // for whether each webhook that wants an event has a delivery of it
      reads: [TABLE_PARTITIONS.events, TABLE_PARTITIONS.webhooks],
      writes: [
        TABLE_PARTITIONS.reconcileMarks,
        // for conversations of a user who was taken over, and the links to them
        TABLE_PARTITIONS.conversations,
        TABLE_PARTITIONS.users,
        TABLE_PARTITIONS.agentLinks,
        TABLE_PARTITIONS.departmentLinks,
        // for when a stored mail may be queued again, and for files of a mail that became no message
        TABLE_PARTITIONS.mails,
        TABLE_PARTITIONS.attachments,
      ],
      lists: [LISTS.conversations, LISTS.takeOvers, LISTS.erasures],
      keyLists: [KEY_LISTS.lateWindows],
    });
    shared.bucket.grantReadFolders(reconcile, 'inbound', 'polled');
    shared.bucket.grantDeleteFolders(reconcile, 'attachments');
    for (const queue of all) queue.grantPutBack(reconcile);
    this.#lookQueue.grantTake(reconcile);
  }

  #describeDeadLetters(queues: WorkQueue[]): string {
    return Stack.of(this).toJsonString(
      queues.map(({ node, queue, deadLetters }) => ({
        name: node.id,
        queueUrl: queue.queueUrl,
        deadLettersUrl: deadLetters.queueUrl,
      })),
    );
  }

  #createCheckSettings(shared: SharedResources): void {
    const checkSettings = new NodeFunction(this, 'CheckSettings', {
      name: 'check-settings',
      description: 'Checks the settings after each change; a bad value raises an alarm',
      shared,
      variables: ['SETTINGS_PATH', 'RECEIVES_AT'],
      // Reading twice does no harm; a change that nobody checked does.
      asyncRetries: 2,
    });
    shared.settings.grantReadTexts(checkSettings);
    new Rule(this, 'SettingChanged', {
      eventPattern: {
        source: ['aws.ssm'],
        detailType: ['Parameter Store Change'],
        detail: { name: [{ prefix: shared.settings.path }] },
      },
      targets: [new LambdaFunction(checkSettings)],
    });
  }
}
