import type { Clock, Log } from '../../steps/ports.ts';
import { createAttachmentReader } from './bucket/attachment-reader.ts';
import { openS3, openSecrets } from './clients.ts';
import { type NotificationResources, openFeedbackAdapters } from './feedback-adapters.ts';
import { createTokenKeySource } from './settings/token-key-source.ts';
import { createBudgetTable } from './table/notifying/budget-table.ts';
import { createGuestTable } from './table/notifying/guest-table.ts';
import { createOutgoingTable } from './table/notifying/outgoing-table.ts';
import { createQuestionTable } from './table/notifying/question-table.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';

/** Everything on AWS that deciding and sending need, but the way out: SES and the queue. */
export function openNotificationAdapters(
  resources: NotificationResources & { secretsPrefix: string },
  plumbing: { clock: Clock; log: Log },
) {
  const { table } = resources;
  const secretId = `${resources.secretsPrefix}token-keys`;
  return {
    ...openFeedbackAdapters(resources, plumbing),
    inbound: createInboundTable(table),
    questions: createQuestionTable(table),
    guests: createGuestTable(table),
    outgoing: createOutgoingTable(table),
    budget: createBudgetTable(table),
    attachments: createAttachmentReader(openS3(), resources.bucket),
    tokenKeys: createTokenKeySource(openSecrets(), secretId, plumbing),
  };
}
