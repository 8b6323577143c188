import type { ValueOf } from './item-kind.ts';
import type { ItemStore } from './item-store.ts';
import { keptMailItem } from './items/window-items.ts';
import { keys } from './keys.ts';
import { beginningWith, type Query } from './query.ts';

export type KeptMail = ValueOf<typeof keptMailItem>;

/** Beyond so many looks nothing is found. */
const MAX_LOOKS = 4;

/**
 * What `pick` finds among the newest windows of a conversation: of the first look that has any. Windows whose mail is not sent stand there, too,
 * and those of all recipients.
 */
export async function findInNewestWindows<Found>(
  items: ItemStore,
  conversationId: string,
  look: Pick<Query, 'only' | 'limit' | 'mayBeStale'>,
  pick: (windows: KeptMail[]) => Found[],
): Promise<Found[]> {
  let cursor: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const page = await items.page(keptMailItem, {
      partition: keys.conversation(conversationId).pk,
      ...beginningWith('SENT#'),
      isNewestFirst: true,
      ...look,
      cursor,
    });
    const found = pick(page.items);
    cursor = page.cursor;
    if (found.length > 0 || cursor === undefined) return found;
  }
  return [];
}
