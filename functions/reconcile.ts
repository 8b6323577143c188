/**
 * Trigger: schedule, every 5 minutes. In: nothing. Out: what was looked at, as a log line. Brings every stored raw mail to an outcome: what
 * lies without a record goes back before parse-mail, what stays without one is logged as `stuck mail`, which an alarm listens for. A mail
 * that was not sent in time is queued again.
 * Not retried: the next run goes on from the mark.
 */
import { openReconcileAdapters } from './adapters/aws/reconcile-adapters.ts';
import { openTable } from './adapters/aws/table/table.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import { readResources } from './runtime/read-resources.ts';
import { systemClock } from './runtime/system-clock.ts';
import { reconcileMails } from './steps/operating/reconcile-mails.ts';
import { reconcileWindows } from './steps/operating/reconcile-windows.ts';

const resources = {
  ...readResources(),
  table: openTable(readResources()),
  inboundQueueUrl: environment('INBOUND_QUEUE_URL'),
  outgoingQueueUrl: environment('OUTGOING_QUEUE_URL'),
};
const ports = openReconcileAdapters(resources, { clock: systemClock, log: logger });

/** One of the two must not keep the other from its work; whichever failed is told. */
export const handler = lambda(async () => {
  const [mails, windows] = await Promise.allSettled([
    reconcileMails(ports.mails),
    reconcileWindows(ports.windows),
  ]);
  logger.info({ mails, windows }, 'reconciled');
  if (mails.status === 'rejected') throw mails.reason;
  if (windows.status === 'rejected') throw windows.reason;
});
