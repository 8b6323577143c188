import type { ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { keptMailItem } from '../items/window-items.ts';
import { ranges } from '../keys.ts';
import type { Query } from '../query.ts';

export type KeptMail = ValueOf<typeof keptMailItem>;

/** Pages that are read before the search ends with nothing. */
const MAX_LOOKS = 4;

/**
 * Reads the newest windows of a conversation, page by page, until `pick` finds something in one. They include windows of all recipients,
 * and some whose mail is not sent.
 */
export async function findInNewestWindows<Found>(
  items: ItemStore,
  conversationId: string,
  look: Pick<Query, 'only' | 'limit'>,
  pick: (windows: KeptMail[]) => Found[],
): Promise<Found[]> {
  let cursor: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const page = await items.page(keptMailItem, {
      ...ranges.windows(conversationId),
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
