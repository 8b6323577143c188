import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import type { StreamConsumers } from './stream-consumers.ts';
import { WorkQueue } from './work-queue.ts';

const WEBHOOK_TIMEOUT = Duration.seconds(30);

export interface WebhooksProps {
  readonly shared: SharedResources;
  readonly streamConsumers: StreamConsumers;
}

/** Signed POSTs to the chat backend: what happened comes from the stream, each attempt from the queue. */
export class Webhooks extends Construct {
  readonly deliverWebhooks: NodeFunction;
  readonly webhookQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { shared, streamConsumers } = props;
    this.webhookQueue = new WorkQueue(this, 'Webhook', { consumerTimeout: WEBHOOK_TIMEOUT });
    this.deliverWebhooks = new NodeFunction(this, 'DeliverWebhooks', {
      name: 'deliver-webhooks',
      description: 'Tells the chat backend of messages, bounces and held mail',
      shared,
      timeout: WEBHOOK_TIMEOUT,
      sendsToItself: true,
      environment: { WEBHOOK_QUEUE_URL: this.webhookQueue.queue.queueUrl },
    });
    shared.table.grantReadWriteItems(this.deliverWebhooks);
    shared.bucket.grantReadFolders(this.deliverWebhooks, 'bodies');
    this.webhookQueue.grantSend(this.deliverWebhooks);
    streamConsumers.add(this.deliverWebhooks, {
      eventNames: ['INSERT', 'MODIFY'],
      types: ['message', 'mail'],
    });
    this.webhookQueue.addConsumer(this.deliverWebhooks, { batchSize: 10 });
  }
}
