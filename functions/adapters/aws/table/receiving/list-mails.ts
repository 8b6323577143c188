import { addressHash } from '../../../../conversations/address-hash.ts';
import type { Page } from '../../../../steps/ports.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { InboundFilter, InboundStore, MailRecord } from '../../../../steps/receiving/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { mailLinkItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { mergePages } from '../merge-pages.ts';

/** Pages of links that one list of several conditions reads at most: then it is short, and goes on with its cursor. */
const MAX_PAGES_PER_LIST = 10;

type Options = Parameters<InboundStore['list']>[0];

/** Newest first. Nothing is read that is not asked for: reasons have their partitions, senders and conversations what leads to their mails. */
export function listMails(
  items: ItemStore,
  { filter = {}, ...options }: Options,
): Promise<Page<MailRecord>> {
  const { conversationId, from } = filter;
  if (conversationId !== undefined) {
    return listOfConversation(items, conversationId, { filter, ...options });
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

/** The author's mails by the links that lead to them, in order of the time of receipt. */
async function listOfSender(
  items: ItemStore,
  from: string,
  { filter = {}, limit, cursor: start }: Options,
): Promise<Page<MailRecord>> {
  const { pk } = keys.mailOfAddress(addressHash(from), { receivedAt: '', mailId: '' });
  const found: MailRecord[] = [];
  let cursor = start;
  for (let pages = 0; pages < MAX_PAGES_PER_LIST; pages += 1) {
    const limits = { isNewestFirst: true, limit: limit - found.length, cursor };
    const links = await items.page(mailLinkItem, { partition: pk, ...limits });
    found.push(...(await readFitting(items, links.items, filter)));
    cursor = links.cursor;
    if (cursor === undefined || found.length >= limit) break;
  }
  return { items: found, cursor };
}

/** A conversation's own partition holds what leads to its mails: messages that mails made, and links to the others. */
async function listOfConversation(
  items: ItemStore,
  conversationId: string,
  { filter = {}, limit, cursor }: Options,
): Promise<Page<MailRecord>> {
  const { pk: partition } = keys.conversation(conversationId);
  const isOfMail = { if: 'attribute_exists(mailId)' };
  const [messages, links] = await Promise.all([
    items.all(mailLinkItem, { partition, ...beginningWith('MESSAGE#'), filter: isOfMail }),
    items.all(mailLinkItem, { partition, ...beginningWith('MAIL#') }),
  ]);
  const mails = (await readFitting(items, [...messages, ...links], filter)).sort(byReceipt);
  const start = decodeCursor(cursor)?.sk;
  const rest = mails.filter((mail) => start === undefined || placeOf(mail) < String(start));
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    items: rest.slice(0, limit),
    cursor: encodeCursor(last && { pk: partition, sk: placeOf(last) }),
  };
}

async function readFitting(
  items: ItemStore,
  links: { mailId: string }[],
  filter: InboundFilter,
): Promise<MailRecord[]> {
  const ids = [...new Set(links.map(({ mailId }) => mailId))];
  const mails = await items.getMany(
    mailItem,
    ids.map((id) => keys.mail(id)),
  );
  return mails.flatMap((mail) => (mail && fits(mail, filter) ? [mail] : []));
}

const placeOf = ({ receivedAt, mailId }: MailRecord) => `${receivedAt}#${mailId}`;
const byReceipt = (one: MailRecord, other: MailRecord) => (placeOf(one) < placeOf(other) ? 1 : -1);

const fits = (mail: MailRecord, filter: InboundFilter) =>
  (['from', 'outcome', 'reason', 'conversationId'] as const).every(
    (field) => filter[field] === undefined || mail[field] === filter[field],
  );
