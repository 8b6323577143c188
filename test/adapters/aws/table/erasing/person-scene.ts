import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { createLongBodies } from '../../../../../functions/adapters/aws/bucket/long-bodies.ts';
import { createConversationTable } from '../../../../../functions/adapters/aws/table/chatting/conversation-table.ts';
import { createPeopleTable } from '../../../../../functions/adapters/aws/table/chatting/people-table.ts';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import type { ItemStore } from '../../../../../functions/adapters/aws/table/item-store.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';
import type { TestAws } from '../../../../support/start-aws.ts';

export const AT = '2026-11-22T10:30:00.000Z';
export const PERSON = { userId: 'carla', email: 'carla@kunde.example' };

export const conversation = (conversationId: string, userId: string) => ({
  conversationId,
  userId,
  status: 'open' as const,
  createdAt: AT,
  lastActivityAt: AT,
});

export const message = (conversationId: string, n: number, mailId?: string) => ({
  messageId: `${conversationId}-${String(n).padStart(26, '0')}`,
  conversationId,
  author: { kind: 'user' as const, id: PERSON.userId },
  channel: 'chat' as const,
  text: n === 1 ? 'long '.repeat(30_000) : `text ${n}`,
  attachments: [],
  flags: [],
  ...(mailId !== undefined && { mailId }),
  createdAt: AT,
});

export const record = (mailId: string, from: string, more: Partial<MailRecord>) =>
  recordedMail(mailId, {
    receivedAt: AT,
    from,
    envelope: { reversePath: from, forwardPaths: [] },
    ...more,
  });

/** What the tests of a person's erasure do with the table and the bucket. */
export const personScene = (aws: TestAws, table: ItemStore) => ({
  conversations: createConversationTable(table, createLongBodies(aws.s3, aws.bucket)),
  openEraser: () => createPersonEraser(table, aws.s3, aws.bucket),
  async storeMail(mail: MailRecord): Promise<void> {
    const Key = mail.mailId.replace('-', '/');
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: 'raw' }));
    await createInboundTable(table).record(mail);
  },
  /** Adds another user. */
  async addDora(): Promise<void> {
    const dora = { userId: 'dora', formerEmails: [], emailNotifications: true };
    await createPeopleTable(table).changeUser('dora', () => dora);
  },
  /** Every item and object, without erasures. */
  async whatIsLeft() {
    const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName }));
    const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.bucket }));
    const items = Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
    return [
      ...items.filter((item) => !item.startsWith('ERASURE#')),
      ...Contents.map(({ Key }) => Key),
    ];
  },
});
