import type { MailRecord } from '../../steps/ports.ts';
import { INDEX_PARTITIONS, ITEM_TYPES, keys } from './keys.ts';

type Item = Record<string, unknown>;

/** The record of a mail as an item; lists sort by the time of receipt. */
export function mailItem(record: MailRecord): Item {
  return {
    ...keys.mail(record.mailId),
    type: ITEM_TYPES.mail,
    gsi1pk: INDEX_PARTITIONS.mails,
    gsi1sk: `${record.receivedAt}#${record.mailId}`,
    ...record,
  };
}

export function readMail(item: Item): MailRecord {
  const { pk: _pk, sk: _sk, type: _type, gsi1pk: _gsi1pk, gsi1sk: _gsi1sk, ...record } = item;
  return record as unknown as MailRecord;
}

/** A put that keeps a record that is there, unless it still has the outcome that is being replaced. */
export function putMail(tableName: string, record: MailRecord, replaces: string | undefined) {
  return {
    TableName: tableName,
    Item: mailItem(record),
    ...(replaces === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'attribute_not_exists(pk) OR outcome = :replaces',
          ExpressionAttributeValues: { ':replaces': replaces },
        }),
  };
}
