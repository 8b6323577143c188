import { addressHash } from '../../../../conversations/people/address-hash.ts';
import type { ListOptions, Page, PageOptions } from '../../../../steps/ports.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { InboundFilter, MailRecord } from '../../../../steps/receiving/ports.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { mailItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { fillPage, mergePages } from '../pages.ts';
import { fits, listMailsOfConversation } from './list-mails-of-conversation.ts';

/** Newest first. Reads only what is asked for: reasons have partitions of their own; authors and conversations lead to their mails. */
export function listMails(
  items: ItemStore,
  { filter = {}, ...options }: ListOptions<InboundFilter>,
): Promise<Page<MailRecord>> {
  const { conversationId, from } = filter;
  if (conversationId !== undefined) {
    return listMailsOfConversation(items, conversationId, { filter, ...options });
  }
  if (from !== undefined) {
    const hash = addressHash(from);
    return fillPage(options, async (part) => {
      const page = await mailsOfAuthor(items, hash, part);
      return { ...page, items: page.items.filter((mail) => fits(mail, filter)) };
    });
  }
  return mergePages(items, mailItem, {
    partitions: reasonsOf(filter).map(INDEX_PARTITIONS.mails),
    isNewestFirst: true,
    ...options,
  });
}

function reasonsOf({ outcome, reason }: InboundFilter): string[] {
  if (reason !== undefined) return [reason];
  const outcomes =
    outcome === undefined ? Object.values(INBOUND_REASONS) : [INBOUND_REASONS[outcome]];
  return outcomes.flat();
}

/** One page of the mails of one author, newest first. */
export async function mailsOfAuthor(
  items: ItemStore,
  hash: string,
  options: PageOptions,
): Promise<Page<MailRecord>> {
  const partition = INDEX_PARTITIONS.mailsOf(hash);
  const query = { partition, index: 'gsi2', isNewestFirst: true, ...options } as const;
  const page = await items.page(keyedItem, query);
  const records = page.items.map(({ pk, sk }) => ({ pk, sk }));
  return { ...page, items: await items.getExisting(mailItem, records) };
}
