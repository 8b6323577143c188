import type { Clock, Log } from '../../steps/ports.ts';
import {
  createReconcileMark,
  createRequeueTries,
  createStoredMails,
} from './bucket/stored-mails.ts';
import { openS3, openSqs } from './clients.ts';
import { createInboundQueue } from './queues/inbound-queue.ts';
import { createOutgoingQueue } from './queues/outgoing-queue.ts';
import type { ItemStore } from './table/item-store.ts';
import { createOutgoingTable } from './table/notifying/outgoing-table.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';

export interface ReconcileResources {
  table: ItemStore;
  bucket: string;
  inboundQueueUrl: string;
  outgoingQueueUrl: string;
}

/** What looking after stored mail, and after mail that was not sent, needs of AWS. */
export function openReconcileAdapters(
  { table, bucket, inboundQueueUrl, outgoingQueueUrl }: ReconcileResources,
  machine: { clock: Clock; log: Log },
) {
  const sqs = openSqs();
  return {
    mails: {
      inbound: createInboundTable(table),
      storedMails: createStoredMails(openS3(), bucket),
      queue: createInboundQueue(sqs, inboundQueueUrl),
      marks: createReconcileMark(table),
      tries: createRequeueTries(table),
      ...machine,
    },
    windows: {
      outgoing: createOutgoingTable(table),
      queue: createOutgoingQueue(sqs, outgoingQueueUrl),
      ...machine,
    },
  };
}
