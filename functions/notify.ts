/**
 * Trigger: the table's stream, INSERT of a message: decides who hears of it; SQS OutgoingQueue: sends one mail. Out: a row for every
 * possible recipient, and mail through SES. What fails is tried again alone; a wait (too fast, paused, window open) is a new message with a
 * delay, so that no wait ends in the dead-letter queue.
 */
import middy from '@middy/core';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { openNotificationAdapters } from './adapters/aws/notification-adapters.ts';
import { openSendingAdapters } from './adapters/aws/sending-adapters.ts';
import { insertedMessageId } from './adapters/aws/table/stream-record.ts';
import { openTable } from './adapters/aws/table/table.ts';
import { environment } from './runtime/environment.ts';
import { handleBatch } from './runtime/handle-batch.ts';
import { handleStream } from './runtime/handle-stream.ts';
import { isQueueEvent } from './runtime/is-queue-event.ts';
import { logger } from './runtime/logger.ts';
import { readResources } from './runtime/read-resources.ts';
import { systemClock } from './runtime/system-clock.ts';
import { decideNotifications } from './steps/notifying/decide-notifications.ts';
import { readOutgoing } from './steps/notifying/read-outgoing.ts';
import { sendNotification } from './steps/notifying/send-notification.ts';

const resources = readResources();
const ports = {
  ...openNotificationAdapters(
    { ...resources, table: openTable(resources) },
    { clock: systemClock, log: logger },
  ),
  ...openSendingAdapters({
    outgoingQueueUrl: environment('OUTGOING_QUEUE_URL'),
    configurationSet: environment('CONFIGURATION_SET_NAME'),
    sendsPerSecond: environment('SENDS_PER_SECOND'),
  }),
  apiUrl: environment('API_URL'),
};

export const handler = middy(async (event: DynamoDBStreamEvent | SQSEvent, context: Context) => {
  if (isQueueEvent(event)) {
    return handleBatch(event, context, ({ body }) => sendNotification(readOutgoing(body), ports));
  }
  return handleStream(event, async (record) => {
    const messageId = insertedMessageId(record);
    if (messageId) await decideNotifications(messageId, ports);
  });
});
