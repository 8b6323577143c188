import { addressHash } from '../../../../conversations/address-hash.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem, mailLinkItem } from '../items/erasing-items.ts';
import { mailOfKey } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, type ItemKey, keys } from '../keys.ts';

interface MailId {
  mailId: string;
}

/**
 * One page of the mails of one author, newest first: by the index `gsi2`, then by the links that led to what came before November 2026, for as
 * long as such mails are on record (docs/decisions/0109).
 */
export async function mailsOfAuthor(
  items: ItemStore,
  hash: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
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

/** Newest first, every link stands behind it: their keys begin with a year. */
const beginningOfLinks = (pk: string) => encodeCursor({ pk, sk: '~' });

/** Goes where the record is erased, or written anew: then the index leads to it. */
export const linkOfAuthor = ({ from, ...record }: MailRecord): ItemKey =>
  keys.mailOfAuthor(addressHash(from), record);
