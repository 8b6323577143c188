import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { keyedItem } from '../../functions/adapters/aws/table/items/erasing-items.ts';
import { ITEM_TYPES, keys } from '../../functions/adapters/aws/table/keys.ts';

/** Conversations with bare messages, for stores that write only about what stands: `messages` are the ends of their ids. */
export async function standing(
  items: ItemStore,
  conversationIds: string[],
  messages: string[],
): Promise<void> {
  const value = { type: ITEM_TYPES.message };
  await items.putMany(
    keyedItem,
    conversationIds.flatMap((id) => [
      { key: keys.conversation(id), value: { type: ITEM_TYPES.conversation } },
      ...[...new Set(messages)].map((end) => ({ key: keys.message(`${id}-${end}`), value })),
    ]),
  );
}
