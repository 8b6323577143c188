import { addressHash } from '../../../../conversations/people/address-hash.ts';
import type { Page, PageOptions } from '../../../../steps/ports.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { mailLinkItem, mailOfKey } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, type ItemKey, keys } from '../keys.ts';

interface MailId {
  mailId: string;
}

/**
 * One page of the mails of one author, newest first: from the index `gsi2`, then from the links that were written before November 2026
 * (docs/decisions/0109).
 */
export async function mailsOfAuthor(
  items: ItemStore,
  hash: string,
  { limit, cursor }: PageOptions,
): Promise<Page<MailId>> {
  const partition = INDEX_PARTITIONS.mailsOf(hash);
  const isAmongLinks = cursor !== undefined && !('gsi2pk' in (decodeCursor(cursor) ?? {}));
  const linked = (most: number, from?: string) =>
    items.page(mailLinkItem, { partition, isNewestFirst: true, limit: most, cursor: from });
  if (isAmongLinks) return linked(limit, cursor);
  const query = { partition, index: 'gsi2', isNewestFirst: true, limit, cursor } as const;
  const indexed = await items.page(keyedItem, query);
  const found = indexed.items.map(mailOfKey);
  if (indexed.cursor !== undefined) return { items: found, cursor: indexed.cursor };
  if (found.length < limit) {
    const links = await linked(limit - found.length);
    return { ...links, items: [...found, ...links.items] };
  }
  const next = await linked(1);
  return { items: found, cursor: next.items.length > 0 ? beginningOfLinks(partition) : undefined };
}

/** A cursor before the first link: links begin with a year, which sorts below `~`. */
const beginningOfLinks = (pk: string) => encodeCursor({ pk, sk: '~' });

/** The link from before November 2026. Removed when the record is erased or written anew, because the index then has the mail. */
export const linkOfAuthor = ({ from, ...record }: MailRecord): ItemKey =>
  keys.mailOfAuthor(addressHash(from), record);
