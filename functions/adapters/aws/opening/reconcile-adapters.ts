import type { Machine } from '../../../steps/ports.ts';
import type { ReconcileAllPorts } from '../../../steps/reconciling/ports.ts';
import { objectSize } from '../bucket/objects.ts';
import { openS3, openSqs } from '../clients.ts';
import { openDeadLetters } from '../queues/dead-letters.ts';
import { createErasureQueue } from '../queues/erasure-queue.ts';
import { createInboundQueue } from '../queues/inbound-queue.ts';
import { createLookQueue } from '../queues/look-queue.ts';
import { createOutgoingQueue } from '../queues/outgoing-queue.ts';
import { createWebhookQueue } from '../queues/webhook-queue.ts';
import { moveConversations, unfinishedMoves } from '../table/chatting/move-conversations.ts';
import { createErasureTable } from '../table/erasing/erasure-table.ts';
import { sweepFiles } from '../table/files/forget-files.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import {
  createMessageWatch,
  createReconcileMark,
  createRequeueTries,
} from '../table/reconciling/reconcile-table.ts';
import { createWindowTable } from '../table/sending/window-table.ts';
import { createWebhookTable } from '../table/webhooks/webhook-table.ts';
import type { Resources } from './resources.ts';

export interface ReconcileResources extends Pick<Resources, 'table' | 'bucket'> {
  /** The variable `DEAD_LETTERS`. */
  deadLetters: string;
  queueUrls: Record<'inbound' | 'outgoing' | 'webhook' | 'erasure' | 'look', string>;
}

/** What reconcile needs of AWS. */
export function openReconcileAdapters(
  { table, bucket, queueUrls, deadLetters }: ReconcileResources,
  machine: Machine,
): ReconcileAllPorts {
  const sqs = openSqs();
  const storage = { s3: openS3(), bucket, items: table };
  const outgoingQueue = createOutgoingQueue(sqs, queueUrls.outgoing);
  const { announce } = createWebhookQueue(sqs, queueUrls.webhook);
  return {
    ...machine,
    inbound: createInboundTable(table),
    files: { sweep: (mailId, before) => sweepFiles(storage, mailId, before) },
    octets: { isThere: async ({ key }) => (await objectSize(storage, key)) !== undefined },
    inboundQueue: createInboundQueue(sqs, queueUrls.inbound),
    looks: createLookQueue(sqs, queueUrls.look),
    tries: createRequeueTries(table),
    windows: createWindowTable(table),
    outgoingQueue,
    messages: createMessageWatch(table),
    marks: createReconcileMark(table),
    webhooks: createWebhookTable(table),
    again: { decide: outgoingQueue.decide, announce },
    takeOvers: {
      unfinished: (before) => unfinishedMoves(table, before),
      finish: (formerId) => moveConversations(table, formerId),
    },
    deadLetters: openDeadLetters(sqs, deadLetters),
    erasures: createErasureTable(table),
    erasureQueue: createErasureQueue(sqs, queueUrls.erasure),
  };
}
