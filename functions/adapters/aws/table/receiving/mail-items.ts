import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { INDEX_PARTITIONS, ITEM_TYPES, keys } from '../keys.ts';
import type { Table } from '../table.ts';

type Item = Record<string, unknown>;

const DAY_SECONDS = 86_400;

/** The record of a mail as an item; lists sort by the time of receipt, and the table's TTL ends it. */
export function mailItem({ mailRecordDays }: Table, record: MailRecord): Item {
  const receivedSeconds = Math.floor(Date.parse(record.receivedAt) / 1000);
  return {
    ...keys.mail(record.mailId),
    type: ITEM_TYPES.mail,
    gsi1pk: INDEX_PARTITIONS.mails,
    gsi1sk: `${record.receivedAt}#${record.mailId}`,
    ...(mailRecordDays !== undefined && {
      expiresAt: receivedSeconds + mailRecordDays * DAY_SECONDS,
    }),
    ...record,
  };
}

const KEYS_OF_THE_ITEM = new Set(['pk', 'sk', 'type', 'gsi1pk', 'gsi1sk', 'expiresAt']);

export function readMail(item: Item): MailRecord {
  const record = Object.fromEntries(
    Object.entries(item).filter(([name]) => !KEYS_OF_THE_ITEM.has(name)),
  );
  return record as unknown as MailRecord;
}

/** A put that keeps a record that is there, unless it still has the outcome that is being replaced. */
export function putMail(table: Table, record: MailRecord, replaces: string | undefined) {
  return {
    TableName: table.name,
    Item: mailItem(table, record),
    ...(replaces === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'attribute_not_exists(pk) OR outcome = :replaces',
          ExpressionAttributeValues: { ':replaces': replaces },
        }),
  };
}
