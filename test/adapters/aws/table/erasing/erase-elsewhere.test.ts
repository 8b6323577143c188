import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLongBodies } from '../../../../../functions/adapters/aws/bucket/long-bodies.ts';
import { createConversationTable } from '../../../../../functions/adapters/aws/table/chatting/conversation-table.ts';
import { createPeopleTable } from '../../../../../functions/adapters/aws/table/chatting/people-table.ts';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { createNoticeTable } from '../../../../../functions/adapters/aws/table/feedback/notice-table.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createBudgetTable } from '../../../../../functions/adapters/aws/table/sending/budget-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import { writeNotice } from '../../../../../functions/steps/feedback/write-notice.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const AT = '2026-11-22T10:00:00.000Z';
const NOW = Date.parse(AT);
const CARLA = 'carla@kunde.example';
const ADDRESSES = {
  carla: CARLA,
  'mail-1': CARLA,
  emil: 'emil@x.example',
  ada: 'ada@team.example',
};
const NOTICE_PORTS = {
  clock: { now: () => NOW + 50 * 60_000 },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  templates: { readTexts: async () => undefined, readLogo: async () => undefined },
};
type Name = keyof typeof ADDRESSES;
const personOf = (name: Name) => ({ kind: name === 'ada' ? 'agent' : 'user', id: name }) as const;

const { aws, table } = await awsOfFile();
const conversations = createConversationTable(table, createLongBodies(aws.s3, aws.bucket));
const deliveries = createDeliveryTable(table);
const budget = createBudgetTable(table);
const sentMails = createSentMailTable(table);
const windows = createWindowTable(table);
const eraser = createPersonEraser(table, aws.s3, aws.bucket);

beforeAll(async () => {
  for (const userId of ['carla', 'emil'] as const) {
    const user = { userId, email: ADDRESSES[userId], formerEmails: [], emailNotifications: true };
    await createPeopleTable(table).changeUser(userId, () => user);
  }
});

/** A message of the conversation, and one mail about it. */
async function writeAndMail(conversationId: string, minute: number, author: Name, to: Name) {
  const messageId = `${conversationId}-${ulid(NOW + minute * 60_000)}`;
  const createdAt = new Date(NOW + minute * 60_000).toISOString();
  await conversations.append({
    messageId,
    conversationId,
    author: personOf(author),
    channel: 'chat',
    text: `${author} writes`,
    attachments: [],
    flags: [],
    createdAt,
  });
  const recipient = ADDRESSES[to];
  const about = { conversationId, participant: personOf(to), recipient, messageId };
  const reason = 'user-wrote';
  const by = { author: personOf(author), reason } as const;
  const window = await windows.enter({ ...about, ...by, groupingSeconds: 10, now: NOW });
  await budget.take(window as GroupingWindow, 20, NOW);
  const sesMessageId = `ses-${messageId}`;
  const wireMessageId = `<${sesMessageId}@eu-west-1.amazonses.com>`;
  const reasons = [{ messageId, reason } as const];
  const mail = { recipient, at: createdAt, reasons, sesMessageId, wireMessageId };
  const text = `${to} reads that ${author} writes`;
  await windows.recordSent({ window: window as GroupingWindow, mail, text });
  return { messageId, sesMessageId };
}

/** Ada wrote to the user, the user to ada; the user became carla; then emil got the conversation, and ada wrote to him. */
async function giveAway(conversationId: string, before: Name = 'carla') {
  const open = { status: 'open', createdAt: AT, lastActivityAt: AT } as const;
  await conversations.create({ conversationId, userId: 'carla', ...open });
  const first = await writeAndMail(conversationId, 0, 'ada', before);
  const own = await writeAndMail(conversationId, 20, before, 'ada');
  await conversations.patch(conversationId, { userId: 'emil' });
  const last = await writeAndMail(conversationId, 40, 'ada', 'emil');
  return { first, own, last };
}

const eraseOnce = () => eraser.eraseGivenAway(['carla', 'mail-1']);

async function itemsWithAddress(): Promise<string[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName }));
  return Items.map((item) => JSON.stringify(item)).filter(
    (item) => item.includes(ADDRESSES.carla) && !item.includes('"USER#carla"'),
  );
}

describe('eraseGivenAway', () => {
  it('removes the rows about them and the mails to them, which have their address (S19)', async () => {
    const { first } = await giveAway('1');
    await eraseOnce();
    expect(await itemsWithAddress()).toEqual([]);
    expect(await sentMails.find(first.sesMessageId)).toBeUndefined();
  });

  it('removes what was written under the id that the person had before (S7, S19)', async () => {
    const { own } = await giveAway('5', 'mail-1');
    await eraseOnce();
    expect(await conversations.findMessage(own.messageId)).toBeUndefined();
    expect(await itemsWithAddress()).toEqual([]);
  });

  it('leaves what others wrote, and the mails to the other user (S19)', async () => {
    const { first, last } = await giveAway('2');
    await eraseOnce();
    const left = await conversations.listMessageIds('2', { limit: 10 });
    expect(left.items).toEqual([last.messageId, first.messageId]);
    expect(await deliveries.list(last.messageId)).toMatchObject([{ recipient: ADDRESSES.emil }]);
    expect(await sentMails.find(last.sesMessageId)).toMatchObject({ conversationId: '2' });
  });

  it('removes the notices that name them, and leaves those about others (S17, S19)', async () => {
    const { first, last } = await giveAway('9');
    const notices = createNoticeTable(table);
    const ports = { ...NOTICE_PORTS, notices, conversations };
    for (const name of ['carla', 'ada'] as const) {
      const about = personOf(name);
      const notice = { conversationId: '9', name, flag: 'bounced', text: 'hardBounce' } as const;
      await writeNotice({ ...notice, about, recipient: ADDRESSES[name], locale: 'en' }, ports);
    }
    await eraseOnce();
    expect(await itemsWithAddress()).toEqual([]);
    const left = await conversations.listMessages('9', { limit: 10 });
    const texts = left.items.map(({ messageId, text }) =>
      messageId === first.messageId || messageId === last.messageId ? 'kept' : text,
    );
    expect(texts).toEqual(['kept', 'kept', expect.stringContaining(ADDRESSES.ada)]);
  });

  it('looks again until a round finds nothing, because a decision may be late (S19)', async () => {
    const { first, last } = await giveAway('4');
    await eraseOnce();
    const participant = personOf('carla');
    const about = { messageId: last.messageId, participant, recipient: ADDRESSES.carla, at: AT };
    const late = { ...about, decision: 'skipped', reason: 'online' } as const;
    await deliveries.closeDecisions(last.messageId, [late]);
    await eraseOnce();
    expect(await deliveries.hasRow(last.messageId, participant)).toBe(false);
    expect(await deliveries.hasRow(first.messageId, participant)).toBe(false);
    await eraseOnce();
    expect(await table.has(keys.givenAway('carla', '4'))).toBe(false);
  });
});

describe('firstGivenAway', () => {
  const first = () => eraser.firstGivenAway(['carla', 'mail-1']);

  it('leads to the texts of all mails since their first message, which may quote it (S12, S19)', async () => {
    const { own } = await giveAway('3', 'mail-1');
    expect(await first()).toContain(own.messageId);
    await eraseOnce();
    await eraser.eraseSentTexts(own.messageId);
    expect(await sentMails.recentTexts('3')).toEqual([]);
  });

  it('leaves the person’s id nowhere, with the texts (S19)', async () => {
    const { own } = await giveAway('8');
    await eraseOnce();
    await eraser.eraseSentTexts(own.messageId);
    const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName }));
    const left = Items.filter(({ pk }) => pk?.S === 'CONVERSATION#8').map((item) =>
      JSON.stringify(item),
    );
    expect(left.filter((item) => item.includes('carla'))).toEqual([]);
  });

  it('names a conversation once, and none in which the person has written nothing (S19)', async () => {
    const { own } = await giveAway('6');
    await writeAndMail('6', 50, 'carla', 'ada');
    const ofSix = (ids: string[]) => ids.filter((id) => id.startsWith('6-'));
    expect(ofSix(await first())).toEqual([own.messageId]);
    await eraseOnce();
    expect(ofSix(await first())).toEqual([]);
  });
});
