/**
 * Trigger: SQS LookQueue, a quarter of an hour after a raw mail was stored: the mail must have an outcome by then; a schedule, every 5
 * minutes: windows that were not sent, messages that nobody was told of, erasures that stand still, messages that a queue gave up. In: S3's events; `{}`. Out: what was left
 * lying is queued again; what a person has to look at is logged as an error. The schedule is not retried: the next run goes on.
 */

import { readLooks } from './adapters/aws/queues/look-queue.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { openReconcileAdapters } from './adapters/aws/reconcile-adapters.ts';
import { openTable } from './adapters/aws/table/table.ts';
import { environment } from './runtime/environment.ts';
import { byScheduleOrQueue, eachQueueMessage } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { lookAfterMail } from './steps/operating/look-after-mail.ts';
import { reconcileAll } from './steps/operating/reconcile-all.ts';

const queueUrls = {
  inbound: environment('INBOUND_QUEUE_URL'),
  outgoing: environment('OUTGOING_QUEUE_URL'),
  webhook: environment('WEBHOOK_QUEUE_URL'),
  erasure: environment('ERASURE_QUEUE_URL'),
  look: environment('LOOK_QUEUE_URL'),
};
const resources = {
  ...readResources(),
  table: openTable(readResources()),
  queueUrls,
  deadLetters: environment('DEAD_LETTERS'),
};
const ports = openReconcileAdapters(resources, machine);

const handle = byScheduleOrQueue({
  schedule: (context) => reconcileAll(ports, context.getRemainingTimeInMillis()),
  queue: eachQueueMessage(readLooks, async (mails) => {
    for (const mail of mails) await lookAfterMail(mail, ports.mails);
  }),
});

export const handler = lambda(handle, { retryLater: openRetryLater() });
