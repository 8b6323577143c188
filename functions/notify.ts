/**
 * Trigger: the table's stream, INSERT of a message: decides who hears of it; SQS OutgoingQueue: sends one mail. Out: a row for every possible
 * recipient, and mail through SES. What fails is tried again alone; a wait (too fast, paused, window still open) is a new message with a
 * delay, so that no wait ends in the dead-letter queue.
 */
import middy from '@middy/core';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { openSqs } from './adapters/aws/clients.ts';
import { openNotificationAdapters } from './adapters/aws/notification-adapters.ts';
import { createOutgoingQueue } from './adapters/aws/outgoing-queue.ts';
import { openMailSender } from './adapters/aws/send-mail.ts';
import { insertedMessageId } from './adapters/aws/stream-record.ts';
import { openTable } from './adapters/aws/table.ts';
import { environment } from './runtime/environment.ts';
import { handleBatch } from './runtime/handle-batch.ts';
import { handleStream } from './runtime/handle-stream.ts';
import { logger } from './runtime/logger.ts';
import { systemClock } from './runtime/system-clock.ts';
import { decideNotifications } from './steps/decide-notifications.ts';
import { readOutgoing } from './steps/read-outgoing.ts';
import { sendNotification } from './steps/send-notification.ts';

const resources = {
  table: openTable(environment('TABLE_NAME')),
  bucket: environment('MAIL_BUCKET_NAME'),
  settingsPath: environment('SETTINGS_PATH'),
  secretsPrefix: environment('SECRETS_PREFIX'),
};
const ports = {
  ...openNotificationAdapters(resources, { clock: systemClock, log: logger }),
  queue: createOutgoingQueue(openSqs(), environment('OUTGOING_QUEUE_URL')),
  sender: openMailSender(
    environment('CONFIGURATION_SET_NAME'),
    Number(environment('SENDS_PER_SECOND')),
  ),
  apiUrl: environment('API_URL'),
  random: Math.random,
};

const isFromQueue = (event: DynamoDBStreamEvent | SQSEvent): event is SQSEvent =>
  event.Records[0]?.eventSource === 'aws:sqs';

export const handler = middy(async (event: DynamoDBStreamEvent | SQSEvent, context: Context) =>
  isFromQueue(event)
    ? handleBatch(event, context, ({ body }) => sendNotification(readOutgoing(body), ports))
    : handleStream(event, async (record) => {
        const messageId = insertedMessageId(record);
        if (messageId) await decideNotifications(messageId, ports);
      }),
);
