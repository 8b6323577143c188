import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import { KEY_LISTS, TABLE_PARTITIONS, TRACES_OF_MAIL } from './table-partitions.ts';
import { WorkQueue } from './work-queue.ts';

const ERASURE_TIMEOUT = Duration.minutes(2);

/** `erase-person` removes a person step by step. Each step queues the next one (S19). */
export class Erasure extends Construct {
  readonly erasureQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    const { shared } = props;
    this.erasureQueue = new WorkQueue(this, 'Erasure', {
      consumerTimeout: ERASURE_TIMEOUT,
      // reconcile reports each erasure that makes no progress, in the queue or out of it
      alarms: ['dead-letters'],
    });
    const erasePerson = new NodeFunction(this, 'ErasePerson', {
      name: 'erase-person',
      description: 'Erases a person: messages, raw mail, attachments, records',
      shared,
      timeout: ERASURE_TIMEOUT,
      sendsToItself: true,
      environment: { ERASURE_QUEUE_URL: this.erasureQueue.queue.queueUrl },
    });
    const folders = ['inbound', 'polled', 'attachments', 'bodies'] as const;
    shared.table.grantItems(erasePerson, {
      writes: [
        ...TRACES_OF_MAIL,
        TABLE_PARTITIONS.users,
        TABLE_PARTITIONS.addresses,
        TABLE_PARTITIONS.conversations,
        TABLE_PARTITIONS.agentLinks,
        TABLE_PARTITIONS.departmentLinks,
        TABLE_PARTITIONS.deliveries,
        TABLE_PARTITIONS.sentMails,
        TABLE_PARTITIONS.suppressions,
        TABLE_PARTITIONS.attachments,
        TABLE_PARTITIONS.events,
        TABLE_PARTITIONS.eventNumbers,
        TABLE_PARTITIONS.erasures,
      ],
      keyLists: [KEY_LISTS.mailsOfAddresses],
    });
    shared.bucket.grantListFolders(erasePerson, ...folders);
    // a post that was killed may have claimed an upload and not moved it
    shared.bucket.grantDeleteFolders(erasePerson, ...folders, 'uploads');
    this.erasureQueue.grantSend(erasePerson);
    this.erasureQueue.addConsumer(erasePerson, { batchSize: 1, maxConcurrency: 2 });
  }
}
