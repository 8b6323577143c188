import type { Clock, Log } from '../../steps/ports.ts';
import { createAttachmentReader } from './attachment-reader.ts';
import { createBudgetTable } from './budget-table.ts';
import { openS3, openSecrets } from './clients.ts';
import { type NotificationResources, openFeedbackAdapters } from './feedback-adapters.ts';
import { createGuestTable } from './guest-table.ts';
import { createOutgoingTable } from './outgoing-table.ts';
import { openTable } from './table.ts';
import { createTokenKeySource } from './token-key-source.ts';

/** Everything on AWS that deciding and sending need, but the way out: SES and the queue. */
export function openNotificationAdapters(
  resources: NotificationResources & { secretsPrefix: string },
  plumbing: { clock: Clock; log: Log },
) {
  const table = openTable(resources.tableName);
  const secretId = `${resources.secretsPrefix}token-keys`;
  return {
    ...openFeedbackAdapters(resources, plumbing),
    guests: createGuestTable(table),
    outgoing: createOutgoingTable(table),
    budget: createBudgetTable(table),
    attachments: createAttachmentReader(openS3(), resources.bucket),
    tokenKeys: createTokenKeySource(openSecrets(), secretId, plumbing),
  };
}
