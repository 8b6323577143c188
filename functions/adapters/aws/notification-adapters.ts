import type { Clock, Log } from '../../steps/ports.ts';
import { createAttachmentReader } from './attachment-reader.ts';
import { createLongBodies } from './body-store.ts';
import { createBudgetTable } from './budget-table.ts';
import { openS3, openSecrets, openSsm } from './clients.ts';
import { createConversationTable } from './conversation-table.ts';
import { createDeliveryTable } from './delivery-table.ts';
import { createGuestTable } from './guest-table.ts';
import { createNoticeTable } from './notice-table.ts';
import { createOutgoingTable } from './outgoing-table.ts';
import { createPeopleTable } from './people-table.ts';
import { createSentMailTable } from './sent-mail-table.ts';
import { createSettingsSource } from './settings-source.ts';
import { createStaffReader } from './staff-reader.ts';
import { createSuppressionTable } from './suppression-table.ts';
import { openTable } from './table.ts';
import { createTeamTemplates } from './team-templates.ts';
import { createTokenKeySource } from './token-key-source.ts';

export interface NotificationResources {
  tableName: string;
  bucket: string;
  settingsPath: string;
  secretsPrefix: string;
}

/** Everything on AWS that deciding, sending and feedback need, but the way out: SES and the queue. */
export function openNotificationAdapters(
  { tableName, bucket, settingsPath, secretsPrefix }: NotificationResources,
  plumbing: { clock: Clock; log: Log },
) {
  const table = openTable(tableName);
  const s3 = openS3();
  return {
    ...plumbing,
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    people: { ...createPeopleTable(table), ...createStaffReader(table) },
    guests: createGuestTable(table),
    deliveries: createDeliveryTable(table),
    outgoing: createOutgoingTable(table),
    budget: createBudgetTable(table),
    notices: createNoticeTable(table),
    suppressions: createSuppressionTable(table),
    sentMails: createSentMailTable(table),
    attachments: createAttachmentReader(s3, bucket),
    templates: createTeamTemplates(s3, bucket, plumbing),
    settings: createSettingsSource(openSsm(), settingsPath, plumbing),
    tokenKeys: createTokenKeySource(openSecrets(), `${secretsPrefix}token-keys`, plumbing),
  };
}
