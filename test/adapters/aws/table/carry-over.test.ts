import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLongBodies } from '../../../../functions/adapters/aws/bucket/long-bodies.ts';
import {
  type CarriedOver,
  carryOver,
} from '../../../../functions/adapters/aws/table/carry-over.ts';
import { createConversationTable } from '../../../../functions/adapters/aws/table/chatting/conversation-table.ts';
import { createErasureTable } from '../../../../functions/adapters/aws/table/erasing/erasure-table.ts';
import { createPersonEraser } from '../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { createSuppressionTable } from '../../../../functions/adapters/aws/table/feedback/suppression-table.ts';
import {
  type Item,
  keyedItem,
  readItem,
} from '../../../../functions/adapters/aws/table/item-kind.ts';
import { type ItemKey, keys } from '../../../../functions/adapters/aws/table/keys.ts';
import { createInboundTable } from '../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { put } from '../../../../functions/adapters/aws/table/write.ts';
import { erasePerson } from '../../../../functions/steps/erasing/erase-person.ts';
import { requestErasure } from '../../../../functions/steps/erasing/request-erasure.ts';
import { anyItem } from '../../../support/any-item.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';
import { connectAws } from '../../../support/start-aws.ts';
/** Written by the stores of version 0.1.0 (commit b0a45316). */
import itemsOf010 from './items-of-0.1.0.json' with { type: 'json' };

const AFTER = '2026-11-28T10:00:00.000Z';
const LIMIT = { limit: 50 };

const { aws, table } = await awsOfFile();
const conversations = createConversationTable(table, createLongBodies(aws.s3, aws.bucket));
const inbound = createInboundTable(table);

beforeEach(async () => {
  const left = await everyItem();
  await table.removeMany(left);
  await table.putMany(
    anyItem,
    itemsOf010.map((value) => ({ key: value, value })),
  );
});

async function everyItem(): Promise<(ItemKey & Item)[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName }));
  return Items.map((item) => readItem(keyedItem, unmarshall(item)));
}

const run = (mark = AFTER, isRehearsal = false, client = aws.dynamodb): Promise<CarriedOver> =>
  carryOver(table, client, mark, { isRehearsal, report: () => {} });

const listed = async (filter = {}) =>
  (await conversations.list({ ...LIMIT, filter })).items.map(
    ({ conversationId }) => conversationId,
  );

const ALL = { conversations: 2, mails: 6, suppressions: 1, waiting: 0, unreadable: [] };

describe('carryOver', () => {
  it('brings conversations into the list, and into those of a status, an agent, a department and a user', async () => {
    expect(await listed()).toEqual([]);
    expect(await run()).toEqual(ALL);
    expect(await listed()).toEqual(['1001', '1000']);
    expect(await listed({ status: 'closed' })).toEqual(['1001']);
    expect(await listed({ agentId: 'kim' })).toEqual(['1000']);
    expect(await listed({ departmentId: 'sales' })).toEqual(['1000']);
    expect(await listed({ userId: 'ann' })).toEqual(['1000']);
  });

  it('brings mails and suppressions into their lists', async () => {
    await run();
    const mails = async (filter = {}) =>
      (await inbound.list({ ...LIMIT, filter })).items.map(({ mailId }) => mailId).sort();
    expect(await mails()).toHaveLength(6);
    expect(await mails({ outcome: 'held' })).toEqual(['inbound-held']);
    expect(await mails({ from: 'bob@kunde.example' })).toEqual(['inbound-first']);
    const { items } = await createSuppressionTable(table).list(LIMIT);
    expect(items).toMatchObject([{ address: 'ann@kunde.example', reason: 'hard-bounce' }]);
  });

  it('lets an erasure find all of a person (S19)', async () => {
    await run();
    const queue = ['e'];
    const erasures = createErasureTable(table);
    const ports = { clock: { now: Date.now }, erasures };
    const erasureQueue = { put: async (id: string) => void queue.push(id) };
    await requestErasure('ann', { ...ports, erasureQueue, newId: () => 'e' });
    const openEraser = () => createPersonEraser(table, aws.s3, aws.bucket);
    for (const id of queue) await erasePerson(id, { ...ports, openEraser, erasureQueue });
    const left = (await everyItem()).filter(({ pk }) => !/^(ERASURE|DUPLICATE)#/.test(pk));
    expect(left.map(({ pk, sk }) => `${pk} ${sk}`).sort()).toEqual([
      'ADDRESS#bob@kunde.example USER#mail-bob',
      'CONVERSATION#1001 CONVERSATION',
      'CONVERSATION#1001 MESSAGE#01JD9V0000000000000000FRST',
      'MAIL#inbound-first MAIL',
      'MAIL#inbound-nobody MAIL',
      'USER#mail-bob CONVERSATION#closed#0000001001',
      'USER#mail-bob USER',
    ]);
  });

  it('keeps links to a mail as long as its record', async () => {
    await run();
    const ends = (await everyItem()).flatMap(({ pk, sk, expiresAt }) =>
      pk === 'CONVERSATION#1000' && sk.startsWith('MAIL#') ? [expiresAt] : [],
    );
    expect(ends).toEqual([Date.parse('2026-11-22T11:00:00Z') / 1000 + 730 * 86_400]);
  });

  it('changes nothing when it is run again, nor as a rehearsal', async () => {
    const before = await everyItem();
    expect(await run(AFTER, true)).toEqual(ALL);
    expect(await everyItem()).toEqual(before);
    await run();
    const after = await everyItem();
    expect(await run()).toEqual({ ...ALL, conversations: 0, mails: 0, suppressions: 0 });
    expect(await everyItem()).toEqual(after);
  });

  it('leaves a conversation whose messages reconcile would take for undecided', async () => {
    expect(await run('2026-11-22T11:00:00.000Z')).toMatchObject({ conversations: 0, waiting: 2 });
    expect(await listed()).toEqual([]);
    expect(await run()).toMatchObject({ conversations: 2, waiting: 0 });
  });

  it('loses nothing that is written meanwhile', async () => {
    const { dynamodb } = connectAws(aws.endpoints);
    dynamodb.middlewareStack.add((next, { commandName }) => async (given) => {
      const answer = await next(given);
      if (commandName === 'ScanCommand') await writeMeanwhile();
      return answer;
    });
    expect(await run(AFTER, false, dynamodb)).toMatchObject({ conversations: 1, waiting: 2 });
    expect(await conversations.find('1000')).toMatchObject({ lastReplierId: 'kim' });
    expect(await inbound.find('inbound-held')).toBeUndefined();
    await run();
    expect(await listed()).toEqual(['1000', '1001']);
  });

  async function writeMeanwhile(): Promise<void> {
    await table.removeMany([keys.mail('inbound-held')]);
    await conversations.append({
      messageId: '1000-01JD9V1000000000000000NEWS',
      conversationId: '1000',
      author: { kind: 'agent', id: 'kim' },
      channel: 'chat',
      text: 'Here',
      attachments: [],
      flags: [],
      createdAt: '2026-11-28T09:00:00.000Z',
    });
  }

  it('leaves what it cannot read as it is, and names it', async () => {
    const key = { pk: 'MAIL#inbound-odd', sk: 'MAIL' };
    await table.write(put(anyItem, key, { gsi1pk: 'MAILS', gsi1sk: '1', outcome: 'lost' }));
    expect(await run()).toEqual({ ...ALL, unreadable: ['MAIL#inbound-odd / MAIL'] });
    expect((await inbound.list(LIMIT)).items).toHaveLength(6);
  });
});
