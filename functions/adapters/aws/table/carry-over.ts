import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { fromAttributes } from './attributes.ts';
import { linkKeysOf, putConversationLinks } from './chatting/conversation-writes.ts';
import { expressionValues } from './expressions.ts';
import { type Item, itemKind, keyedItem, readItem } from './item-kind.ts';
import type { ItemStore } from './item-store.ts';
import { conversationItem } from './items/conversation-items.ts';
import { mailItem, mailLinkItem } from './items/mail-items.ts';
import { suppressionItem } from './items/suppression-items.ts';
import { keys } from './keys.ts';
import { linksOfRecord } from './receiving/record-writes.ts';
import { type ItemFields, ifStill, put, update, type Write } from './write.ts';

/** Partitions of `gsi1` in 0.1.0. It kept suppressions in no list. */
const OLD_LISTS = { conversations: 'CONVERSATIONS', mails: 'MAILS' };
const SUPPRESSED = keys.suppression('').sk;
const IS_OLD =
  'gsi1pk IN (:conversations, :mails) OR (sk = :suppressed AND attribute_not_exists(gsi1pk))';

export interface CarriedOver {
  conversations: number;
  mails: number;
  suppressions: number;
  /** Somebody is writing them, or `reconcile` has yet to look at them: they are carried over by a later run. */
  waiting: number;
  /** Keys of items that are not as 0.1.0 wrote them. They stay as they are. */
  unreadable: string[];
}

/** Whether conversations or mails of 0.1.0 are in no list. */
export async function isCarryOverDue(items: ItemStore): Promise<boolean> {
  const pages = Object.values(OLD_LISTS).map((partition) =>
    items.page(keyedItem, { partition, index: 'gsi1', limit: 1 }),
  );
  return (await Promise.all(pages)).some((page) => page.items.length > 0);
}

/**
 * Gives items of 0.1.0 their places in the lists, and writes the links that an erasure follows (S19; docs/deploy.md, "Update from 0.1.0").
 * Idempotent, and harmless beside live work: each item is changed by itself, and only if it is as it was read. `mark`: the time up to which
 * `reconcile` has looked at messages, RFC 3339. A conversation with later activity waits, because `reconcile` would take its messages for
 * undecided ones. `report` gets the counts after each page of the table.
 */
export async function carryOver(
  items: ItemStore,
  client: DynamoDBClient,
  mark: string,
  { isRehearsal, report }: { isRehearsal: boolean; report: (soFar: CarriedOver) => void },
): Promise<CarriedOver> {
  const carried: CarriedOver = {
    conversations: 0,
    mails: 0,
    suppressions: 0,
    waiting: 0,
    unreadable: [],
  };
  const pages = paginateScan(
    { client },
    {
      TableName: items.name,
      ConsistentRead: true,
      FilterExpression: IS_OLD,
      ExpressionAttributeValues: expressionValues({ ...OLD_LISTS, suppressed: SUPPRESSED }),
    },
  );
  for await (const { Items = [] } of pages) {
    // one after the other, so that the table has room for live work
    for (const item of Items.map(fromAttributes)) {
      const found = tryToRead(item);
      if (!found) carried.unreadable.push(`${item.pk} / ${item.sk}`);
      else if (found.activeAt !== undefined && found.activeAt >= mark) carried.waiting += 1;
      else if (isRehearsal || (await items.write(...found.writes)).isDone) carried[found.kind] += 1;
      else carried.waiting += 1;
    }
    report(carried);
  }
  return carried;
}

interface Found {
  kind: 'conversations' | 'mails' | 'suppressions';
  writes: Write[];
  activeAt?: string;
}

function tryToRead(item: Item): Found | undefined {
  try {
    if (item.gsi1pk === OLD_LISTS.conversations) return conversationOf(item);
    return item.gsi1pk === OLD_LISTS.mails ? mailOf(item) : suppressionOf(item);
  } catch {
    return undefined;
  }
}

function conversationOf(item: Item): Found {
  const conversation = readItem(conversationItem, item);
  const { userId, agentId, departmentId, status, lastActivityAt } = conversation;
  const still = { userId, agentId, departmentId, status, lastActivityAt };
  return {
    kind: 'conversations',
    writes: [
      moveTo(conversationItem.index?.(conversation), item, still),
      ...putConversationLinks(conversation, linkKeysOf(conversation)),
    ],
    activeAt: lastActivityAt,
  };
}

/** The links are kept as long as the record, whose time began with its receipt. */
function mailOf(item: Item): Found {
  const record = readItem(mailItem, item);
  const { mailId } = record;
  const endsAtMs = item.expiresAt === undefined ? undefined : Number(item.expiresAt) * 1000;
  const link = { ...mailLinkItem, expiry: () => endsAtMs };
  const places = { ...mailItem.index?.(record), ...mailItem.keyIndex?.(record) };
  return {
    kind: 'mails',
    writes: [
      moveTo(places, item),
      ...linksOfRecord(record).map((key) => put(link, key, { mailId })),
    ],
  };
}

function suppressionOf(item: Item): Found {
  const suppression = readItem(suppressionItem, item);
  const { address } = suppression;
  return {
    kind: 'suppressions',
    writes: [moveTo(suppressionItem.index?.(suppression), item, { address })],
  };
}

const placedItem = itemKind('item of 0.1.0', 'never', {});

/** Fails if somebody has written the item since it was read. */
const moveTo = (
  places: Partial<ItemFields> | undefined,
  { pk, sk, gsi1pk }: Item,
  still: Record<string, unknown> = {},
): Write =>
  update(
    placedItem,
    { pk: String(pk), sk: String(sk) },
    { set: { ...places } },
    ifStill({ gsi1pk, ...still }),
  );
