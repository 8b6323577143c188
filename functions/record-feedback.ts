/**
 * Trigger: SQS FeedbackQueue. In: SES's event about a mail of ours, or a delivery report that came as a mail. Out: the delivery is marked,
 * the address suppressed, and the conversation shows a notice. Retry: only the failed message.
 */

import { openSqs } from './adapters/aws/clients.ts';
import { openFeedbackAdapters } from './adapters/aws/opening/feedback-adapters.ts';
import { createFeedbackQueue, readFeedback } from './adapters/aws/queues/feedback-queue.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { environment } from './runtime/environment.ts';
import { eachQueueMessage } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { recordFeedback } from './steps/feedback/record-feedback.ts';

const resources = readResources();
const ports = {
  ...openFeedbackAdapters({ ...resources, table: openTable(resources) }, machine),
  feedbackQueue: createFeedbackQueue(openSqs(), environment('FEEDBACK_QUEUE_URL')),
};

const record = eachQueueMessage(readFeedback, async (feedback, messageId) => {
  if (feedback) await recordFeedback(feedback, ports);
  else logger.info({ queueMessageId: messageId }, 'an SES event that reports no problem');
});

export const handler = lambda(record, { reads: [ports.settings], retryLater: openRetryLater() });
