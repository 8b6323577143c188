/**
 * Trigger: a schedule, every 5 minutes: raw mails that were stored a quarter of an hour ago must have an outcome (it takes S3's events from LookQueue
 * itself); windows that were not sent, messages that nobody was told of, erasures that stand still, messages that a queue gave up. In: `{}`. Out: what was left
 * lying is queued again; what a person has to look at is logged as an error. Not retried: the next run goes on.
 */

import { openReconcileAdapters } from './adapters/aws/reconcile-adapters.ts';
import { openTable } from './adapters/aws/table/table.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
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

export const handler = lambda<Record<string, never>, void>((_event, context) =>
  reconcileAll(ports, context.getRemainingTimeInMillis()),
);
