import type { Machine } from '../../../steps/ports.ts';
import { sweepFiles } from '../bucket/forget-files.ts';
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
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import {
  createMessageWatch,
  createReconcileMark,
  createRequeueTries,
} from '../table/reconciling/reconcile-table.ts';
import { createWindowTable } from '../table/sending/window-table.ts';
import { createWebhookTable } from '../table/webhooks/webhook-table.ts';
import type { Resources } from './resources.ts';

export interface ReconcileResources extends Resources {
  /** The variable `DEAD_LETTERS`. */
  deadLetters: string;
  queueUrls: Record<'inbound' | 'outgoing' | 'webhook' | 'erasure' | 'look', string>;
}

/** What reconcile needs of AWS. */
export function openReconcileAdapters(
  { table, bucket, queueUrls, deadLetters }: ReconcileResources,
  machine: Machine,
) {
  const [sqs, s3] = [openSqs(), openS3()];
  const outgoingQueue = createOutgoingQueue(sqs, queueUrls.outgoing);
  const webhookQueue = createWebhookQueue(sqs, queueUrls.webhook);
  return {
    mails: {
      inbound: createInboundTable(table),
      files: {
        sweep: (mailId: string, before: number) =>
          sweepFiles({ s3, bucket, items: table }, mailId, before),
      },
      octets: {
        isThere: async ({ key }: { key: string }) =>
          (await objectSize({ s3, bucket }, key)) !== undefined,
      },
      queue: createInboundQueue(sqs, queueUrls.inbound),
      looks: createLookQueue(sqs, queueUrls.look),
      tries: createRequeueTries(table),
      ...machine,
    },
    windows: {
      windows: createWindowTable(table),
      queue: outgoingQueue,
      ...machine,
    },
    messages: {
      messages: createMessageWatch(table),
      marks: createReconcileMark(table),
      webhooks: createWebhookTable(table),
      again: { decide: outgoingQueue.decide, announce: webhookQueue.announce },
      ...machine,
    },
    takeOvers: {
      takeOvers: {
        unfinished: (before: string) => unfinishedMoves(table, before),
        finish: (formerId: string) => moveConversations(table, formerId),
      },
      ...machine,
    },
    deadLetters: { deadLetters: openDeadLetters(sqs, deadLetters), ...machine },
    erasures: {
      erasures: createErasureTable(table),
      erasureQueue: createErasureQueue(sqs, queueUrls.erasure),
      ...machine,
    },
  };
}
