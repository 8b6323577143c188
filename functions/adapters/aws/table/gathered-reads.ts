import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { fromAttributes, toAttributes } from './attributes.ts';
import type { Item } from './item-kind.ts';
import type { ItemKey } from './keys.ts';
import { AGAIN, tryUntilDone } from './retry.ts';

/** DynamoDB's limit for one batch read. */
const KEYS_PER_READ = 100;

/** Reads by key, batched: all keys that are asked for in one turn of the event loop are read in one call. */
export class GatheredReads {
  readonly #name: string;
  readonly #client: DynamoDBClient;
  readonly #isConsistent: boolean;
  #gathering: { keys: ItemKey[]; read: Promise<Map<string, Item>> } | undefined;

  /** Without consistency an item written within the last second may be missing or old, for half the read units. */
  constructor(name: string, client: DynamoDBClient, isConsistent: boolean) {
    this.#name = name;
    this.#client = client;
    this.#isConsistent = isConsistent;
  }

  async get(key: ItemKey): Promise<Item | undefined> {
    return (await this.#together(key)).get(nameOf(key));
  }

  /** The items of the batch that this key joins. */
  #together(key: ItemKey): Promise<Map<string, Item>> {
    if (!this.#gathering) {
      const keys: ItemKey[] = [];
      const read = turnOfTheLoop().then(() => {
        this.#gathering = undefined;
        return this.#readAll(uniqueKeys(keys));
      });
      this.#gathering = { keys, read };
    }
    this.#gathering.keys.push(key);
    return this.#gathering.read;
  }

  async #readAll(keys: ItemKey[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    const [Key, ...others] = keys;
    if (Key && others.length === 0) {
      const { Item } = await this.#client.send(
        new GetItemCommand({
          TableName: this.#name,
          Key: toAttributes(Key),
          ConsistentRead: this.#isConsistent,
        }),
      );
      if (Item) found.set(nameOf(Key), fromAttributes(Item));
      return found;
    }
    for (const some of chunksOf(keys, KEYS_PER_READ)) await this.#readBatch(some, found);
    return found;
  }

  async #readBatch(keys: ItemKey[], found: Map<string, Item>): Promise<void> {
    let left = keys.map(({ pk, sk }) => toAttributes({ pk, sk }));
    await tryUntilDone(`reading ${keys.length} items`, async () => {
      const RequestItems = { [this.#name]: { Keys: left, ConsistentRead: this.#isConsistent } };
      const { Responses, UnprocessedKeys } = await this.#client.send(
        new BatchGetItemCommand({ RequestItems }),
      );
      for (const attributes of Responses?.[this.#name] ?? []) {
        const item = fromAttributes(attributes);
        found.set(nameOf(item), item);
      }
      left = UnprocessedKeys?.[this.#name]?.Keys ?? [];
      return left.length > 0 ? AGAIN : undefined;
    });
  }
}

const nameOf = ({ pk, sk }: Partial<Record<'pk' | 'sk', unknown>>) => `${pk}\n${sk}`;

/** Without duplicates: a batch may name a key only once. */
export const uniqueKeys = (keys: ItemKey[]): ItemKey[] => [
  ...new Map(keys.map(({ pk, sk }) => [nameOf({ pk, sk }), { pk, sk }])).values(),
];

export const chunksOf = <Entry>(entries: Entry[], size: number): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, index) =>
    entries.slice(index * size, (index + 1) * size),
  );
