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
import { type Item, type ItemKind, makeItem, readItem } from './item-kind.ts';
import type { ItemKey } from './keys.ts';
import { endOf, keyConditions, namesOfKey, type Query, startOf } from './query.ts';
import { AGAIN, tryUntilDone } from './retry.ts';
import {
  type Change,
  expressionNames,
  expressionValues,
  type ItemFields,
  type Revised,
  type UpdateOf,
  updateInput,
  type Write,
} from './write.ts';
import { attempt, WriteResult } from './write-result.ts';

export type { Query } from './query.ts';

/** DynamoDB's own bound of one batch write. */
const ITEMS_PER_WRITE = 25;
/** More pages than this of one query is no list any more: at 1 MB a page some 100,000 items. */
const MAX_PAGES = 50;

/**
 * The one door of the table. Whatever is read is checked against its kind; a failed condition is a value; what cannot be done at once
 * because writers meet or the table is busy is tried again here and nowhere else.
 */
export class ItemStore {
  readonly name: string;
  /** How long records of mails are kept, in days. */
  readonly recordDays: number;
  readonly client: DynamoDBClient;
  readonly #consistent: GatheredReads;
  readonly #eventual: GatheredReads;
  /** What was written within the last second may be read as it was before, see {@link eventuallyConsistent}. */
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
   * The same table for work that may see what was written within the last second as it was before: half the read units. What is not found
   * is asked for again consistently, so that nothing is taken for missing that is there.
   */
  eventuallyConsistent(): ItemStore {
    return new ItemStore(this.name, this.recordDays, this.client, true);
  }

  /** What is asked for at the same time is read in one call. */
  async get<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const item = await this.#find(key);
    return item && readItem(kind, item);
  }

  /** With the revision that tells writers who meet apart. */
  async getRevised<Value>(
    kind: ItemKind<Value>,
    key: ItemKey,
  ): Promise<Revised<Value> | undefined> {
    const item = await this.#find(key);
    return item && { value: readItem(kind, item), revision: Number(item.revision) };
  }

  async #find(key: ItemKey): Promise<Item | undefined> {
    const glanced = this.isEventual ? await this.#eventual.get(key) : undefined;
    return glanced ?? this.#consistent.get(key);
  }

  /** As it was a moment ago, at half the units: an item that has just been written may be missing. */
  async glance<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const item = await this.#eventual.get(key);
    return item && readItem(kind, item);
  }

  /** In the order of the keys; undefined where there is none. */
  getMany<Value>(kind: ItemKind<Value>, keys: ItemKey[]): Promise<(Value | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(kind, key)));
  }

  /** Those that there are. */
  async getThose<Value>(kind: ItemKind<Value>, keys: ItemKey[]): Promise<Value[]> {
    return (await this.getMany(kind, keys)).filter((value) => value !== undefined);
  }

  /** One page. A filter leaves out some of what was looked at: a page may be short and still have a cursor. */
  async page<Value>(kind: ItemKind<Value>, query: Query): Promise<Page<Value>> {
    const page = await this.pageOfItems(query);
    return { ...page, items: page.items.map((item) => readItem(kind, item)) };
  }

  /** The same, with their keys and unread: for whoever makes one page of several. */
  async pageOfItems(query: Query): Promise<Page<Item>> {
    const isAskedAgain = this.isEventual && !query.mayBeStale && !query.index;
    if (isAskedAgain) {
      const glanced = await this.#readPage({ ...query, mayBeStale: true });
      if (glanced.items.length > 0) return glanced;
    }
    return this.#readPage(query);
  }

  async #readPage(query: Query): Promise<Page<Item>> {
    const { index, mayBeStale = false, isNewestFirst, limit, filter, only } = query;
    const conditions = keyConditions(query);
    const startKey = startOf(query);
    // with the key, which says where the next page begins
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
        // one more tells whether there is another page: none is empty
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

  /** Everything or nothing. One write goes alone, which costs half. */
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

  /** Changes an item, or makes it if it is not there; `found`: what stands there because the condition failed. */
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

  /** Changes an item, or makes it, under no condition. */
  async set<Value extends object>(
    kind: ItemKind<Value>,
    key: ItemKey,
    change: Change<Value & ItemFields>,
  ): Promise<Value> {
    const result = await this.update(kind, key, change);
    if (!result.isDone) throw new Error(`a ${kind.name} was not written`);
    return result.value;
  }

  /** The item that was there. */
  async remove<Value>(kind: ItemKind<Value>, key: ItemKey): Promise<Value | undefined> {
    const { Attributes } = await this.client.send(
      new DeleteItemCommand({
        TableName: this.name,
        Key: toAttributes(key),
        ReturnValues: 'ALL_OLD',
      }),
    );
    return Attributes && readItem(kind, fromAttributes(Attributes));
  }

  /** Each by itself, whatever was there. */
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

  /** Each by itself; those that are not there do no harm. */
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
