import type { ItemStore } from '../item-store.ts';
import { conversationLinkItem } from '../items/conversation-items.ts';
import { takenOverItem } from '../items/people-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { IF_THERE, update } from '../write.ts';
import { changeConversation } from './change-conversation.ts';

/** Users that one run of reconcile handles. */
const MAX_TAKE_OVERS = 100;

/**
 * Moves the conversations of a user who was taken over to the new user, one by one. Idempotent, also concurrently: each conversation moves
 * once, and reads follow the old id until it has.
 */
export async function moveConversations(items: ItemStore, formerId: string): Promise<void> {
  const key = keys.takenOver(formerId);
  const takenOver = await items.get(takenOverItem, key);
  if (takenOver?.movingSince === undefined) return;
  const links = items.each(conversationLinkItem, ranges.conversationsOf('user', formerId));
  for await (const { conversationId } of links) {
    const moved = await changeConversation(items, conversationId, ({ userId }) =>
      userId === formerId ? { userId: takenOver.by } : undefined,
    );
    // the new user is being erased, and these conversations with them (S19)
    if (moved.kind === 'unknown-user') return;
  }
  const settled = { remove: ['movingSince' as const, 'gsi1pk' as const, 'gsi1sk' as const] };
  await items.write(update(takenOverItem, key, settled, IF_THERE));
}

/** Ids of users who were taken over before this time (RFC 3339) and whose conversations have not all moved. */
export async function unfinishedMoves(items: ItemStore, before: string): Promise<string[]> {
  const page = await items.page(takenOverItem, {
    partition: INDEX_PARTITIONS.takeOvers,
    index: 'gsi1',
    until: before,
    limit: MAX_TAKE_OVERS,
  });
  return page.items.map(({ userId }) => userId);
}
