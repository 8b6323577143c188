/**
 * Trigger: (1) SQS InboundQueue: SES's notification of a stored mail, or our own `{stored: …}`; (2) serve-api with `{ask, mailId}`, which
 * waits for the answer. Out: (1) every mail gets a record with its outcome, and a delivered mail becomes a message; (2) a stored mail's
 * contents, preview, replay or release. Retry: only the failed mail, then the dead-letter queue; `reconcile` finds mails that have no
 * outcome.
 */

import { openSqs } from './adapters/aws/clients.ts';
import {
  openReceiveMailAdapters,
  openStaffQuestions,
} from './adapters/aws/opening/receive-mail-adapters.ts';
import { createFeedbackQueue } from './adapters/aws/queues/feedback-queue.ts';
import { readArrival, turnOfArrival } from './adapters/aws/queues/inbound-queue.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { createDkimChecker } from './adapters/dns/dkim-checker.ts';
import { environment } from './runtime/environment.ts';
import { bySource, eachQueueMessage } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import { machine } from './runtime/machine.ts';
import { count } from './runtime/metrics.ts';
import { readResources } from './runtime/read-resources.ts';
import { receiveMail } from './steps/receiving/receive-mail.ts';
import { answerMailQuestion } from './steps/receiving/release/answer-mail-question.ts';
import type { MailQuestion } from './steps/receiving/release/ports.ts';

const resources = readResources();
const sqs = openSqs();
const table = openTable(resources);
const ports = {
  ...openReceiveMailAdapters({ ...resources, table }, machine),
  feedback: createFeedbackQueue(sqs, environment('FEEDBACK_QUEUE_URL')),
  questions: openStaffQuestions(sqs, environment('OUTGOING_QUEUE_URL'), table),
  dkim: createDkimChecker(process.env.PIPING_DNS_SERVER, machine.clock),
};

const receive = eachQueueMessage(
  readArrival,
  async (order) => {
    if (order.kind === 'no-mail')
      return logger.info({ note: order.note }, 'a queue message that names no mail');
    const { mailId } = order.arrival;
    const mail = await receiveMail(order.arrival, ports);
    if (!mail) return logger.error({ mailId }, 'the stored mail is gone');
    const { outcome, reason, signal, conversationId } = mail;
    count(`mail-${outcome}`);
    logger.info({ mailId, outcome, reason, signal, conversationId }, 'mail received');
  },
  turnOfArrival,
);

const retryLater = openRetryLater();
const call = (question: MailQuestion) => answerMailQuestion(question, ports);
const handle = bySource({ queue: receive, call });
export const handler = lambda(handle, { reads: [ports.settings, ports.tokenKeys], retryLater });
