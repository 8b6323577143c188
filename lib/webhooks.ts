import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import type { StreamConsumers } from './stream-consumers.ts';
import { LISTS, TABLE_PARTITIONS } from './table-partitions.ts';
import { WorkQueue } from './work-queue.ts';

const WEBHOOK_TIMEOUT = Duration.seconds(30);

export interface WebhooksProps {
  readonly shared: SharedResources;
  readonly streamConsumers: StreamConsumers;
}

/** Signed POSTs to the chat backend. Events come from the stream, each attempt from the queue. */
export class Webhooks extends Construct {
  readonly deliverWebhooks: NodeFunction;
  readonly webhookQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { shared, streamConsumers } = props;
    this.webhookQueue = new WorkQueue(this, 'Webhook', { consumerTimeout: WEBHOOK_TIMEOUT });
    this.deliverWebhooks = new NodeFunction(this, 'DeliverWebhooks', {
      name: 'deliver-webhooks',
      description: 'Tells the chat backend what happened',
      shared,
      timeout: WEBHOOK_TIMEOUT,
      sendsToItself: true,
      environment: {
        WEBHOOK_QUEUE_URL: this.webhookQueue.queue.queueUrl,
        ALLOW_LOOPBACK_CALLS: String(shared.configuration.allowLoopbackCalls),
      },
    });
    shared.table.grantItems(this.deliverWebhooks, {
      reads: [
        TABLE_PARTITIONS.mails,
        TABLE_PARTITIONS.deliveries,
        TABLE_PARTITIONS.users,
        TABLE_PARTITIONS.addresses,
        TABLE_PARTITIONS.suppressions,
      ],
      writes: [
        TABLE_PARTITIONS.webhooks,
        TABLE_PARTITIONS.events,
        TABLE_PARTITIONS.eventNumbers,
        // an event's number is an item in its conversation
        TABLE_PARTITIONS.conversations,
      ],
      lists: [LISTS.webhookDeliveries],
    });
    shared.bucket.grantReadFolders(this.deliverWebhooks, 'bodies');
    // serve-api writes the secrets and cannot read them
    shared.settings.grantReadWebhookSecrets(this.deliverWebhooks);
    this.webhookQueue.grantSend(this.deliverWebhooks);
    streamConsumers.add(
      this.deliverWebhooks,
      // a mapping may have at most five filters (Lambda quotas)
      { eventNames: ['INSERT', 'MODIFY'], types: ['mail', 'user', 'erasure'] },
      { eventNames: ['INSERT'], types: ['message', 'conversation', 'suppression'] },
      // its `userAddress` may have changed because of a Reply-To (S4)
      { eventNames: ['MODIFY'], types: ['conversation'], having: 'userAddress' },
      {
        eventNames: ['INSERT', 'MODIFY'],
        types: ['delivery'],
        decisions: ['failed', 'bounced'],
      },
      // the mail of the window was sent
      { eventNames: ['MODIFY'], types: ['outgoing'], states: ['sent'] },
    );
    this.#tellEventBus(shared.configuration.eventBusName);
    this.webhookQueue.addConsumer(this.deliverWebhooks, { batchSize: 10, maxConcurrency: 10 });
  }

  /** Also sends events to the EventBridge bus that the team named. */
  #tellEventBus(eventBusName: string | undefined): void {
    if (eventBusName === undefined) return;
    const bus = EventBus.fromEventBusName(this, 'EventBus', eventBusName);
    this.deliverWebhooks.addEnvironment('EVENT_BUS_NAME', eventBusName);
    this.deliverWebhooks.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
    );
  }
}
