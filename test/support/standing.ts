import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { keys } from '../../functions/adapters/aws/table/keys.ts';
import { anyItem } from './any-item.ts';

/** Conversations with bare messages, for stores that write only about existing ones; `messages` are the ends of their ids. */
export async function standing(
  items: ItemStore,
  conversationIds: string[],
  messages: string[],
): Promise<void> {
  await items.putMany(
    anyItem,
    conversationIds.flatMap((id) => [
      { key: keys.conversation(id), value: { type: 'conversation' } },
      ...[...new Set(messages)].map((end) => {
        const messageId = `${id}-${end}`;
        const written = {
          messageId,
          conversationId: id,
          author: { kind: 'user' },
          attachments: [],
        };
        return { key: keys.message(messageId), value: { type: 'message', ...written } };
      }),
    ]),
  );
}
