import { addressHash } from '../../../../conversations/address-hash.ts';
import type { Page } from '../../../../steps/ports.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { InboundFilter, InboundStore, MailRecord } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { mailItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { mergePages } from '../merge-pages.ts';
import { MAX_PAGES_PER_LIST } from '../query.ts';
import { listMailsOfConversation } from './list-mails-of-conversation.ts';
import { mailsOfAuthor } from './mails-of-author.ts';
import { readFitting } from './read-fitting.ts';

type Options = Parameters<InboundStore['list']>[0];

/** Newest first. Nothing is read that is not asked for: reasons have their partitions, senders and conversations what leads to their mails. */
export function listMails(
  items: ItemStore,
  { filter = {}, ...options }: Options,
): Promise<Page<MailRecord>> {
  const { conversationId, from } = filter;
  if (conversationId !== undefined) {
    return listMailsOfConversation(items, conversationId, { filter, ...options });
  }
  if (from !== undefined) return listOfSender(items, from, { filter, ...options });
  return mergePages(items, mailItem, {
    partitions: reasonsOf(filter).map(INDEX_PARTITIONS.mails),
    keyOf: ({ mailId }) => keys.mail(mailId),
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

/** The author's mails by what leads to them, in order of the time of receipt. */
async function listOfSender(
  items: ItemStore,
  from: string,
  { filter = {}, limit, cursor: start }: Options,
): Promise<Page<MailRecord>> {
  const hash = addressHash(from);
  const found: MailRecord[] = [];
  let cursor = start;
  for (let pages = 0; pages < MAX_PAGES_PER_LIST; pages += 1) {
    const page = await mailsOfAuthor(items, hash, { limit: limit - found.length, cursor });
    found.push(...(await readFitting(items, page.items, filter)));
    cursor = page.cursor;
    if (cursor === undefined || found.length >= limit) break;
  }
  return { items: found, cursor };
}
