import type { Clock, Log } from '../../steps/ports.ts';
import type { ReceiveMailPorts } from '../../steps/receive-mail-ports.ts';
import { createAttachmentStore } from './attachment-store.ts';
import { createLongBodies } from './body-store.ts';
import { openS3, openSecrets, openSsm } from './clients.ts';
import { createConversationTable } from './conversation-table.ts';
import { createInboundTable } from './inbound-table.ts';
import { createPeopleTable } from './people-table.ts';
import { createRawMailStore } from './raw-mail-store.ts';
import { createSentMailTable } from './sent-mail-table.ts';
import { createSettingsSource } from './settings-source.ts';
import type { Table } from './table.ts';
import { createTokenKeySource } from './token-key-source.ts';

export interface ReceiveMailResources {
  table: Table;
  bucket: string;
  settingsPath: string;
  secretsPrefix: string;
}

/** Everything of AWS that receiving a mail needs; parse-mail and the API's replay and release share it. */
export function openReceiveMailAdapters(
  { table, bucket, settingsPath, secretsPrefix }: ReceiveMailResources,
  machine: { clock: Clock; log: Log },
): Omit<ReceiveMailPorts, 'dkim' | 'feedback'> {
  const s3 = openS3();
  return {
    settings: createSettingsSource(openSsm(), settingsPath, machine),
    tokenKeys: createTokenKeySource(openSecrets(), `${secretsPrefix}token-keys`, machine),
    people: createPeopleTable(table),
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    inbound: createInboundTable(table),
    rawMails: createRawMailStore(s3, bucket),
    attachments: createAttachmentStore(s3, bucket, table),
    sentMails: createSentMailTable(table),
    ...machine,
  };
}
