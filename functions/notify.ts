/**
 * Trigger: (1) the table's stream, INSERT of a message: decides who is mailed; (2) SQS OutgoingQueue: sends one mail, asks an agent (S22),
 * or decides about a message that the stream missed. Out: a delivery row for every possible recipient, and mail through SES. Retry: only
 * the failed record or message. A wait (throttled, paused, window open) is a new delayed message, so that waiting never counts towards the
 * dead-letter queue.
 */

import { openNotificationAdapters } from './adapters/aws/opening/notification-adapters.ts';
import { readOutgoingOrder, turnOfOrder } from './adapters/aws/queues/outgoing-queue.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { insertedMessage, partitionOf } from './adapters/aws/table/notifying/inserted-message.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { environment } from './runtime/environment.ts';
import { bySource, eachQueueMessage, eachStreamRecord } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { decideNotifications } from './steps/notifying/decide-notifications.ts';
import { followOrder } from './steps/notifying/follow-order.ts';

const resources = readResources();
const ports = {
  ...openNotificationAdapters(
    {
      ...resources,
      table: openTable(resources),
      outgoingQueueUrl: environment('OUTGOING_QUEUE_URL'),
      configurationSet: environment('CONFIGURATION_SET_NAME'),
      sendsPerSecond: environment('SENDS_PER_SECOND'),
    },
    machine,
  ),
  apiUrl: environment('API_URL'),
};

const handle = bySource({
  stream: eachStreamRecord(
    async (record) => {
      const message = insertedMessage(record);
      if (message) await decideNotifications(message, ports);
    },
    { turnOf: partitionOf },
  ),
  queue: eachQueueMessage(readOutgoingOrder, (order) => followOrder(order, ports), turnOfOrder),
});

export const handler = lambda(handle, {
  reads: [ports.settings, ports.tokenKeys],
  retryLater: openRetryLater(),
});
