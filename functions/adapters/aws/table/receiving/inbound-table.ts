import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../../../steps/ports.ts';
import type { InboundStore, MailRecord } from '../../../../steps/receiving/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { putMail, readMail } from './mail-items.ts';

const HOUR_MS = 3_600_000;
/** Counters of wrong codes are of no use after their hour. */
const WRONG_CODE_KEPT_SECONDS = 7_200;
/** Counting further would change nothing: the limit is far below (S2). */
const MAX_COUNTED_WRONG_CODES = 50;
/** Pages of the index that one filtered list reads at most, so that a rare outcome does not read the whole table in one call. */
const MAX_PAGES_PER_LIST = 20;

async function find({ client, name }: Table, mailId: string): Promise<MailRecord | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.mail(mailId), ConsistentRead: true }),
  );
  return Item && readMail(Item);
}

async function record(
  table: Table,
  mail: MailRecord,
  replaces: MailRecord['outcome'] | undefined,
): Promise<MailRecord> {
  try {
    await table.client.send(new PutCommand(putMail(table, mail, replaces)));
    return mail;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await find(table, mail.mailId)) ?? mail;
  }
}

type ListOptions = Parameters<InboundStore['list']>[0];

/** Newest first. A page with an outcome may hold fewer than `limit` records and still have a cursor. */
async function list({ client, name }: Table, options: ListOptions): Promise<Page<MailRecord>> {
  const found: MailRecord[] = [];
  let lastKey = decodeCursor(options.cursor);
  for (let page = 0; page < MAX_PAGES_PER_LIST; page += 1) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :partition',
        ...(options.outcome && { FilterExpression: 'outcome = :outcome' }),
        ExpressionAttributeValues: {
          ':partition': INDEX_PARTITIONS.mails,
          ...(options.outcome && { ':outcome': options.outcome }),
        },
        ScanIndexForward: false,
        Limit: options.limit - found.length,
        ExclusiveStartKey: lastKey,
      }),
    );
    found.push(...Items.map(readMail));
    lastKey = LastEvaluatedKey;
    if (!lastKey || found.length >= options.limit) break;
  }
  return { items: found, cursor: encodeCursor(lastKey) };
}

const hourOf = (nowMs: number) => new Date(Math.floor(nowMs / HOUR_MS) * HOUR_MS).toISOString();

/** A set of mail ids, so that the same mail handled twice counts once; past the limit nothing more is added. */
async function noteWrongCode(
  { client, name }: Table,
  conversationId: string,
  mailId: string,
  nowMs: number,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.wrongCodes(conversationId, hourOf(nowMs)),
        ConditionExpression: 'attribute_not_exists(mailIds) OR size(mailIds) < :most',
        UpdateExpression: 'ADD mailIds :mailId SET expiresAt = :expiresAt',
        ExpressionAttributeValues: {
          ':mailId': new Set([mailId]),
          ':most': MAX_COUNTED_WRONG_CODES,
          ':expiresAt': Math.floor(nowMs / 1000) + WRONG_CODE_KEPT_SECONDS,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function wrongCodes({ client, name }: Table, conversationId: string, nowMs: number) {
  const Key = keys.wrongCodes(conversationId, hourOf(nowMs));
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item?.mailIds instanceof Set ? Item.mailIds.size : 0;
}

async function findDuplicate({ client, name }: Table, fingerprint: string, receivedAt: string) {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.duplicate(fingerprint), ConsistentRead: true }),
  );
  if (!Item || (typeof Item.until === 'number' && Item.until < Date.parse(receivedAt)))
    return undefined;
  return String(Item.mailId);
}

/** Records of mails that came in, and what guards against guessing and doubling. */
export function createInboundTable(table: Table): InboundStore {
  return {
    find: (mailId) => find(table, mailId),
    list: (options) => list(table, options),
    record: (mail, replaces) => record(table, mail, replaces),
    findDuplicate: (fingerprint, receivedAt) => findDuplicate(table, fingerprint, receivedAt),
    noteWrongCode: (conversationId, mailId, nowMs) =>
      noteWrongCode(table, conversationId, mailId, nowMs),
    wrongCodes: (conversationId, nowMs) => wrongCodes(table, conversationId, nowMs),
  };
}
