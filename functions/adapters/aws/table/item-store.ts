import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Page } from '../../../steps/ports.ts';
import { fromAttributes, toAttributes } from './attributes.ts';
import { encodeCursor } from './cursor.ts';
import { chunksOf, GatheredReads, uniqueKeys } from './gathered-reads.ts';
import { type Item, type ItemKind, makeItem, readItem, secondsAt } from './item-kind.ts';
import type { ItemKey } from './keys.ts';
import { endOf, keyConditions, namesOfKey, type Query, startOf } from './query.ts';
import { AGAIN, tryUntilDone } from './retry.ts';
import {
  type Change,
  expressionNames,
  expressionValues,
  type ItemFields,
  type Revised,
  remove,
  type UpdateOf,
  updateInput,
  type Write,
} from './write.ts';
import { attempt, WriteResult } from './write-result.ts';

/** DynamoDB's limit for one batch write. */
const ITEMS_PER_WRITE = 25;
/** A query with more pages is a bug: at 1 MB a page this is some 100,000 items. */
const MAX_PAGES = 50;

/**
 * The only way to the table. Everything read is validated by its kind; a failed condition is a value; conflicts and throttling are retried
 * here and nowhere else.
 */
export class ItemStore {
  readonly name: string;
  /** How many days records of mails are kept. */
  readonly recordDays: number;
  readonly client: DynamoDBClient;
  readonly #consistent: GatheredReads;
  readonly #eventual: GatheredReads;
  /** Reads may miss writes of the last second; see {@link eventuallyConsistent}. */
  readonly isEventual: boolean;

  constructor(name: string, recordDays: number, client: DynamoDBClient, isEventual = false) {
    this.name = name;
    this.recordDays = recordDays;
    this.client = client;
    this.#consistent = new GatheredReads(name, client, true);
    this.#eventual = new GatheredReads(name, client, false);
    this.isEventual = isEventual;
  }

  /**
   * The same table for work that may miss writes of the last second, at half the read units. What is not found is read again consistently,
   * so that nothing existing is taken for missing.
   */
  eventuallyConsistent(): ItemStore {
    return new ItemStore(this.name, this.recordDays, this.client, true);
  }

  /** Concurrent reads become one call. */
  async get<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const item = await this.#find(key);
    return item && readItem(kind, item);
  }

  /** Undefined also if the item has expired: DynamoDB deletes expired items within days. */
  async getUnexpired<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const item = await this.#find(key);
    const { expiresAt = Infinity } = item ?? {};
    return item && Number(expiresAt) > secondsAt(Date.now()) ? readItem(kind, item) : undefined;
  }

  /** With the revision that writers use to notice each other. */
  async getRevised<Value>(
    kind: ItemKind<Value>,
    key: ItemKey,
  ): Promise<Revised<Value> | undefined> {
    const item = await this.#find(key);
    return item && { value: readItem(kind, item), revision: Number(item.revision) };
  }

  async #find(key: ItemKey): Promise<Item | undefined> {
    const stale = this.isEventual ? await this.#eventual.get(key) : undefined;
    return stale ?? this.#consistent.get(key);
  }

  /** An eventually consistent read, at half the units: an item written just now may be missing. */
  async getStale<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const item = await this.#eventual.get(key);
    return item && readItem(kind, item);
  }

  /** Whether the item exists. */
  async has(key: ItemKey): Promise<boolean> {
    return (await this.#find(key)) !== undefined;
  }

  /** The items that exist, in the order of the keys. */
  async getExisting<Value>(kind: ItemKind<Value>, keys: ItemKey[]): Promise<Value[]> {
    const found = await Promise.all(keys.map((key) => this.get(kind, key)));
    return found.filter((value) => value !== undefined);
  }

  /** One page. With a filter it may be short and still have a cursor. */
  async page<Value>(kind: ItemKind<Value>, query: Query): Promise<Page<Value>> {
    const page = await this.pageOfItems(query);
    return { ...page, items: page.items.map((item) => readItem(kind, item)) };
  }

  /** The same with keys and not validated, for callers that merge several pages. */
  async pageOfItems(query: Query): Promise<Page<Item>> {
    const isAskedAgain = this.isEventual && !query.mayBeStale && !query.index;
    if (isAskedAgain) {
      const stale = await this.#readPage({ ...query, mayBeStale: true });
      if (stale.items.length > 0) return stale;
    }
    return this.#readPage(query);
  }

  async #readPage(query: Query): Promise<Page<Item>> {
    const { index, mayBeStale = false, isNewestFirst, limit, filter, only } = query;
    const conditions = keyConditions(query);
    const startKey = startOf(query);
    // always with the key, from which the next page's cursor is made
    const fields = only && [...namesOfKey(), ...only].map((field) => `#${field}`).join(', ');
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        ...(index ? { IndexName: index } : { ConsistentRead: !mayBeStale }),
        KeyConditionExpression: conditions.if,
        FilterExpression: filter?.if,
        ProjectionExpression: fields,
        ...expressionNames(`${filter?.if ?? ''} ${fields ?? ''}`),
        ExpressionAttributeValues: expressionValues({ ...conditions.values, ...filter?.values }),
        ScanIndexForward: !isNewestFirst,
        // one item more, to tell whether there is another page: no page is empty
        Limit: limit === undefined || filter ? limit : limit + 1,
        ExclusiveStartKey: startKey && toAttributes(startKey),
      }),
    );
    const isCut = limit !== undefined && Items.length > limit;
    const shown = (isCut ? Items.slice(0, limit) : Items).map(fromAttributes);
    const lastKey = LastEvaluatedKey && fromAttributes(LastEvaluatedKey);
    return { items: shown, cursor: encodeCursor(isCut ? endOf(shown, index) : lastKey) };
  }

  /** Every item of a query, page by page. */
  async *each<Value>(kind: ItemKind<Value>, query: Query): AsyncGenerator<Value> {
    let { cursor } = query;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const found = await this.page(kind, { ...query, cursor });
      yield* found.items;
      cursor = found.cursor;
      if (cursor === undefined) return;
    }
    throw new Error(`a query of ${query.partition} has more than ${MAX_PAGES} pages`);
  }

  async all<Value>(kind: ItemKind<Value>, query: Query): Promise<Value[]> {
    const found: Value[] = [];
    for await (const value of this.each(kind, query)) found.push(value);
    return found;
  }

  /** All or nothing. A single write is sent without a transaction, which costs half. */
  async write(...writes: Write[]): Promise<WriteResult> {
    const items = writes.map((write) => write(this));
    const failed = await attempt(`writing ${items.length} items`, () => this.#send(items));
    return new WriteResult(writes, failed ?? new Map());
  }

  async #send(items: TransactWriteItem[]): Promise<undefined> {
    const { client } = this;
    const [{ Put, Update, Delete } = {}, ...others] = items;
    if (others.length > 0)
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    else if (Put) await client.send(new PutItemCommand(Put));
    else if (Update) await client.send(new UpdateItemCommand(Update));
    else if (Delete) await client.send(new DeleteItemCommand(Delete));
  }

  /** Updates an item, or creates it; `found`: the existing item if the condition failed. */
  async update<Value extends object>(...given: UpdateOf<Value>): Promise<Updated<Value>> {
    const [kind] = given;
    const input = updateInput(this, ...given);
    const output = await attempt(`updating a ${kind.name}`, () =>
      this.client.send(new UpdateItemCommand({ ...input, ReturnValues: 'ALL_NEW' })),
    );
    if (output instanceof Map) {
      const item = output.get(0);
      return { isDone: false, found: item && readItem(kind, item) };
    }
    return { isDone: true, value: readItem(kind, fromAttributes(output.Attributes ?? {})) };
  }

  /** Updates an item, or creates it, without a condition. */
  async set<Value extends object>(
    kind: ItemKind<Value>,
    key: ItemKey,
    change: Change<Value & ItemFields>,
  ): Promise<Value> {
    const result = await this.update(kind, key, change);
    if (!result.isDone) throw new Error(`a ${kind.name} was not written`);
    return result.value;
  }

  /**
   * Deletes the item. False: there was none. It is read before, because DynamoDB finds none when the SDK repeats a deletion whose answer was
   * lost.
   */
  async remove(key: ItemKey): Promise<boolean> {
    const wasThere = await this.has(key);
    if (wasThere) await this.write(remove(key));
    return wasThere;
  }

  /** Writes each by itself, unconditionally. */
  async putMany<Value extends object>(
    kind: ItemKind<Value>,
    entries: { key: ItemKey; value: Value }[],
  ): Promise<void> {
    await this.#writeBatches(
      entries.map(({ key, value }) => ({
        PutRequest: { Item: toAttributes(makeItem(kind, key, value, this.recordDays)) },
      })),
    );
  }

  /** Deletes each by itself; missing ones do no harm. */
  async removeMany(keys: ItemKey[]): Promise<void> {
    await this.#writeBatches(
      uniqueKeys(keys).map((key) => ({ DeleteRequest: { Key: toAttributes(key) } })),
    );
  }

  async #writeBatches(requests: WriteRequest[]): Promise<void> {
    for (const some of chunksOf(requests, ITEMS_PER_WRITE)) {
      let left = some;
      await tryUntilDone(`writing ${some.length} items`, async () => {
        const RequestItems = { [this.name]: left };
        const { UnprocessedItems } = await this.client.send(
          new BatchWriteItemCommand({ RequestItems }),
        );
        left = UnprocessedItems?.[this.name] ?? [];
        return left.length > 0 ? AGAIN : undefined;
      });
    }
  }
}

export type Updated<Value> =
  | { isDone: true; value: Value }
  | { isDone: false; found: Value | undefined };
