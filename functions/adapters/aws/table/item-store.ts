import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Page } from '../../../steps/ports.ts';
import { fromAttributes, toAttributes } from './attributes.ts';
import type { Change } from './expressions.ts';
import { chunksOf, type GatheredReads, uniqueKeys } from './gathered-reads.ts';
import { type Item, type ItemKind, makeItem, readItem, secondsAt } from './item-kind.ts';
import type { ItemKey } from './keys.ts';
import { type Query, readPage } from './query.ts';
import { AGAIN, tryUntilDone } from './retry.ts';
import {
  type ItemFields,
  type Revised,
  remove,
  type TargetTable,
  type UpdateOf,
  updateInput,
  type Write,
} from './write.ts';
import { attempt, WriteResult } from './write-result.ts';

/** DynamoDB's limit for one batch write. */
const ITEMS_PER_WRITE = 25;
/** A query with more pages is a bug: at 1 MB a page this is half a gigabyte, a conversation of some 500,000 messages. */
const MAX_PAGES = 500;

/**
 * How consistent reads are (docs/decisions/0108). `eventual`: at half the units, and writes of the last second may be missing.
 * `eventual-if-found`: the same, but what is not found is read again consistently, so that nothing existing is taken for missing.
 */
type Consistency = 'consistent' | 'eventual' | 'eventual-if-found';

/** What all views of one table share. */
interface Table extends TargetTable {
  client: DynamoDBClient;
  gathered: Record<'consistent' | 'eventual', GatheredReads>;
}

/**
 * The only way to the table. Everything read is validated by its kind; a failed condition is a value; conflicts and throttling are retried
 * here and nowhere else.
 */
export class ItemStore {
  readonly name: string;
  readonly #table: Table;
  readonly #consistency: Consistency;

  constructor(table: Table, consistency: Consistency = 'consistent') {
    this.name = table.name;
    this.#table = table;
    this.#consistency = consistency;
  }

  /** The same table, read with this consistency. */
  reading(consistency: Consistency): ItemStore {
    return new ItemStore(this.#table, consistency);
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
    const { consistent, eventual } = this.#table.gathered;
    if (this.#consistency === 'consistent') return consistent.get(key);
    const found = await eventual.get(key);
    return found ?? (this.#consistency === 'eventual-if-found' ? consistent.get(key) : undefined);
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
    const page = await this.#readPage(query);
    return { ...page, items: page.items.map((item) => readItem(kind, item)) };
  }

  async #readPage(query: Query): Promise<Page<Item>> {
    const isAskedAgain = this.#consistency === 'eventual-if-found' && !query.index;
    if (isAskedAgain) {
      const found = await readPage(this.#table, query, { isConsistent: false });
      if (found.items.length > 0) return found;
    }
    return readPage(this.#table, query, { isConsistent: this.#consistency !== 'eventual' });
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

  all<Value>(kind: ItemKind<Value>, query: Query): Promise<Value[]> {
    return Array.fromAsync(this.each(kind, query));
  }

  /** All or nothing. A single write is sent without a transaction, which costs half. */
  async write(...writes: Write[]): Promise<WriteResult> {
    const items = writes.map((write) => write(this.#table));
    const failed = await attempt(`writing ${items.length} items`, () => this.#send(items));
    return new WriteResult(writes, failed ?? new Map());
  }

  async #send(items: TransactWriteItem[]): Promise<undefined> {
    const { client } = this.#table;
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
    const input = updateInput(this.#table, ...given);
    const output = await attempt(`updating a ${kind.name}`, () =>
      this.#table.client.send(new UpdateItemCommand({ ...input, ReturnValues: 'ALL_NEW' })),
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
        PutRequest: { Item: toAttributes(makeItem(kind, key, value, this.#table.recordDays)) },
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
        const { UnprocessedItems } = await this.#table.client.send(
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
