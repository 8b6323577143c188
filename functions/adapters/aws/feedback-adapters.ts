import type { Clock, Log } from '../../steps/ports.ts';
import { createLongBodies } from './body-store.ts';
import { openS3, openSsm } from './clients.ts';
import { createConversationTable } from './conversation-table.ts';
import { createDeliveryTable } from './delivery-table.ts';
import { createNoticeTable } from './notice-table.ts';
import { createPeopleTable } from './people-table.ts';
import { createSentMailTable } from './sent-mail-table.ts';
import { createSettingsSource } from './settings-source.ts';
import { createStaffReader } from './staff-reader.ts';
import { createSuppressionTable } from './suppression-table.ts';
import { openTable } from './table.ts';
import { createTeamTemplates } from './team-templates.ts';

export interface NotificationResources {
  tableName: string;
  bucket: string;
  settingsPath: string;
}

/** What record-feedback needs of AWS: it signs nothing and opens no attachment. */
export function openFeedbackAdapters(
  { tableName, bucket, settingsPath }: NotificationResources,
  plumbing: { clock: Clock; log: Log },
) {
  const table = openTable(tableName);
  const s3 = openS3();
  return {
    ...plumbing,
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    people: { ...createPeopleTable(table), ...createStaffReader(table) },
    deliveries: createDeliveryTable(table),
    notices: createNoticeTable(table),
    suppressions: createSuppressionTable(table),
    sentMails: createSentMailTable(table),
    templates: createTeamTemplates(s3, bucket, plumbing),
    settings: createSettingsSource(openSsm(), settingsPath, plumbing),
  };
}
