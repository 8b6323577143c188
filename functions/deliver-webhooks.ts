/**
 * Trigger: (1) the table's stream: each happening becomes a numbered event, queued for every webhook that subscribes to it; (2) SQS
 * WebhookQueue: one delivery attempt, or an order of `reconcile` (announce) or serve-api (resend); (3) serve-api: `{"test": {webhookId, eventId}}`
 * POSTs one `webhook.test` event and returns its outcome. Out: signed POSTs. Retry: attempts go on for 24 hours; the delivery has their due times.
 */

import { openWebhookAdapters } from './adapters/aws/opening/webhook-adapters.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { readWebhookOrder } from './adapters/aws/queues/webhook-queue.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { readHappenings } from './adapters/aws/table/webhooks/read-happening.ts';
import { openWebhookPoster } from './adapters/http/webhook-poster.ts';
import { environment } from './runtime/environment.ts';
import { bySource, eachQueueMessage, eachStreamRecord } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { attemptWebhook } from './steps/webhooks/attempt-webhook.ts';
import {
  announceMessage,
  publishHappenings,
  readWebhooksOnce,
} from './steps/webhooks/publish-happenings.ts';
import { resendSince } from './steps/webhooks/resend-events.ts';
import { testWebhook } from './steps/webhooks/test-webhook.ts';

const resources = readResources();
const ports = {
  ...openWebhookAdapters({
    ...resources,
    table: openTable(resources),
    webhookQueueUrl: environment('WEBHOOK_QUEUE_URL'),
    eventBusName: process.env.EVENT_BUS_NAME,
  }),
  ...openWebhookPoster({ isLoopbackAllowed: environment('ALLOW_LOOPBACK_CALLS') === 'true' }),
  ...machine,
  random: Math.random,
};

const handle = bySource({
  stream: eachStreamRecord((record, told) => publishHappenings(readHappenings(record), told), {
    beginBatch: () => readWebhooksOnce(ports),
  }),
  queue: eachQueueMessage(
    readWebhookOrder,
    async (order) => {
      if ('announce' in order) await announceMessage(order.announce, ports);
      else if ('resend' in order) await resendSince(order.resend, ports);
      else await attemptWebhook(order, ports);
    },
    // receivers are slow and independent of each other: every message is its own turn
    (_order, messageId) => messageId,
  ),
  call: ({ test }: { test: { webhookId: string; eventId: string } }) =>
    testWebhook(test.webhookId, test.eventId, ports),
});

export const handler = lambda(handle, { retryLater: openRetryLater() });
