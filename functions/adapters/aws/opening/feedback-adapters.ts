import type { Machine } from '../../../steps/ports.ts';
import { createLongBodies } from '../bucket/long-bodies.ts';
import { createTeamTemplates } from '../bucket/team-templates.ts';
import { openS3, openSsm } from '../clients.ts';
import { createSettingsSource } from '../settings/settings-source.ts';
import { createConversationTable } from '../table/chatting/conversation-table.ts';
import { createPeopleTable } from '../table/chatting/people-table.ts';
import { createNoticeTable } from '../table/feedback/notice-table.ts';
import { createSuppressionTable } from '../table/feedback/suppression-table.ts';
import { createDeliveryTable } from '../table/notifying/delivery-table.ts';
import { createSentMailTable } from '../table/sending/sent-mail-table.ts';
import type { Resources } from './resources.ts';

/** What record-feedback needs of AWS; it signs nothing and opens no attachment. */
export function openFeedbackAdapters(
  { table, bucket, settingsPath, receiving }: Resources,
  machine: Machine,
) {
  const s3 = openS3();
  return {
    ...machine,
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    people: createPeopleTable(table),
    deliveries: createDeliveryTable(table),
    notices: createNoticeTable(table),
    suppressions: createSuppressionTable(table),
    sentMails: createSentMailTable(table),
    templates: createTeamTemplates(s3, bucket, machine),
    settings: createSettingsSource(openSsm(), settingsPath, { ...machine, receiving }),
  };
}
