/**
 * Trigger: schedule, every 5 minutes. In: nothing. Out: what was looked at, as a log line. Brings every stored raw mail to an outcome: what
 * lies without a record goes back before parse-mail, what stays without one is logged as `stuck mail`, which an alarm listens for. A mail
 * that was not sent in time is queued again.
 * Not retried: the next run goes on from the mark.
 */
import middy from '@middy/core';
import { openS3, openSqs } from './adapters/aws/clients.ts';
import { createInboundQueue } from './adapters/aws/inbound-queue.ts';
import { createInboundTable } from './adapters/aws/inbound-table.ts';
import { createOutgoingQueue } from './adapters/aws/outgoing-queue.ts';
import { createOutgoingTable } from './adapters/aws/outgoing-table.ts';
import { createReconcileMark, createStoredMails } from './adapters/aws/stored-mails.ts';
import { openTable } from './adapters/aws/table.ts';
import { environment } from './runtime/environment.ts';
import { logger } from './runtime/logger.ts';
import { systemClock } from './runtime/system-clock.ts';
import { reconcileMails } from './steps/reconcile-mails.ts';
import { reconcileWindows } from './steps/reconcile-windows.ts';

const table = openTable(environment('TABLE_NAME'));
const sqs = openSqs();
const machine = { clock: systemClock, log: logger };

export const handler = middy(async () => {
  const found = await reconcileMails({
    inbound: createInboundTable(table),
    storedMails: createStoredMails(openS3(), environment('MAIL_BUCKET_NAME')),
    queue: createInboundQueue(sqs, environment('INBOUND_QUEUE_URL')),
    marks: createReconcileMark(table),
    ...machine,
  });
  const windows = await reconcileWindows({
    outgoing: createOutgoingTable(table),
    queue: createOutgoingQueue(sqs, environment('OUTGOING_QUEUE_URL')),
    ...machine,
  });
  logger.info({ ...found, windows }, 'reconciled');
});
