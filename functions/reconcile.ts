/**
 * Trigger: a schedule, every 5 minutes. In: `{}`. Looks for raw mails without an outcome 15 minutes after they were stored (from S3's
 * events, which it receives from LookQueue itself), windows not sent, messages not decided about or announced, stalled erasures, and dead
 * letters. Out: unfinished work is queued again; what needs a person is logged as an error. Retry: none; the next run continues.
 */

import { openReconcileAdapters } from './adapters/aws/opening/reconcile-adapters.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readStores } from './runtime/read-resources.ts';
import { reconcileAll } from './steps/reconciling/reconcile-all.ts';

const queueUrls = {
  inbound: environment('INBOUND_QUEUE_URL'),
  outgoing: environment('OUTGOING_QUEUE_URL'),
  webhook: environment('WEBHOOK_QUEUE_URL'),
  erasure: environment('ERASURE_QUEUE_URL'),
  look: environment('LOOK_QUEUE_URL'),
};
const stores = readStores();
const resources = {
  bucket: stores.bucket,
  table: openTable(stores),
  queueUrls,
  deadLetters: environment('DEAD_LETTERS'),
};
const ports = openReconcileAdapters(resources, machine);

export const handler = lambda<Record<string, never>, void>((_event, context) =>
  reconcileAll(ports, context.getRemainingTimeInMillis()),
);
