import { decodeTime } from 'ulid';
import { addressHash } from '../../../../conversations/people/address-hash.ts';
import type { ListOptions, Page, PageOptions } from '../../../../steps/ports.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { InboundFilter, MailRecord } from '../../../../steps/receiving/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { type MailPlace, mailItem, mailPlaceItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { fillPage, mergePages } from '../pages.ts';

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

/** None: no mail with this outcome has this reason. */
function reasonsOf({ outcome, reason }: InboundFilter): string[] {
  const outcomes =
    outcome === undefined ? Object.values(INBOUND_REASONS) : [INBOUND_REASONS[outcome]];
  return outcomes.flat().filter((one) => reason === undefined || one === reason);
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

/** Where a conversation's mails are found, by the prefix of the sort keys: messages made from mails, and links to the other mails. */
const LISTS = { 'MESSAGE#': ranges.messages, 'MAIL#': ranges.mailsOfConversation };
type Prefix = keyof typeof LISTS;
const PREFIXES = Object.keys(LISTS) as Prefix[];

/** What was read from one of the two lists. */
interface Stretch {
  prefix: Prefix;
  /** The sort key to start after; undefined: start at the newest. */
  start: string | undefined;
  places: MailPlace[];
  /** The sort key to continue after; the prefix itself: the list is finished. */
  next: string;
}

/**
 * One page of a conversation's mails, merged from two sorted lists in its partition. A mail that became a message is sorted by the
 * message's time, every other mail by its receipt.
 */
async function listMailsOfConversation(
  items: ItemStore,
  conversationId: string,
  { filter = {}, limit, cursor }: ListOptions<InboundFilter>,
): Promise<Page<MailRecord>> {
  const { pk } = keys.conversation(conversationId);
  const starts = decodeCursor(cursor) as Partial<Record<string, string>> | undefined;
  const stretches = await Promise.all(
    PREFIXES.map((prefix) =>
      readStretch(items, conversationId, { prefix, start: starts?.[prefix], limit }),
    ),
  );
  const shown = newestOf(stretches, limit);
  const ends = stretches.map((stretch) => [stretch.prefix, endOf(stretch, shown)]);
  const isLast = ends.every(([prefix, end]) => end === prefix);
  return {
    items: await readMails(items, shown, filter),
    cursor: isLast ? undefined : encodeCursor({ pk, sk: '', ...Object.fromEntries(ends) }),
  };
}

async function readStretch(
  items: ItemStore,
  conversationId: string,
  { prefix, start, limit }: Pick<Stretch, 'prefix' | 'start'> & { limit: number },
): Promise<Stretch> {
  if (start === prefix) return { prefix, start, places: [], next: prefix };
  const range = LISTS[prefix](conversationId);
  const query = {
    ...range,
    // most messages may have been typed in the chat
    ...(prefix === 'MESSAGE#' && { filter: { if: 'attribute_exists(mailId)' } }),
    isNewestFirst: true,
    // one more, to tell whether there is another page
    limit: limit + 1,
  };
  const begin = start === undefined ? undefined : encodeCursor({ pk: range.partition, sk: start });
  const { items: places, cursor } = await fillPage({ ...query, cursor: begin }, (part) =>
    items.page(mailPlaceItem, { ...query, cursor: part.cursor }),
  );
  return { prefix, start, places, next: String(decodeCursor(cursor)?.sk ?? prefix) };
}

/** Shows nothing older than a place that has not been read yet, as something newer may follow there. */
function newestOf(stretches: Stretch[], limit: number): MailPlace[] {
  const horizon = Math.max(
    ...stretches.map(({ next, prefix }) => (next === prefix ? 0 : timeOf(next))),
  );
  return stretches
    .flatMap(({ places }) => places)
    .filter(({ sk }) => timeOf(sk) >= horizon)
    .sort((one, other) => timeOf(other.sk) - timeOf(one.sk))
    .slice(0, limit);
}

/** Where the next page continues in this list. */
function endOf({ places, start, next }: Stretch, shown: MailPlace[]): string | undefined {
  const own = places.filter((place) => shown.includes(place));
  return own.length === places.length ? next : (own.at(-1)?.sk ?? start);
}

/** Epoch milliseconds of a sort key: `"MESSAGE#<ulid>"`, `"MAIL#<RFC 3339>#<mailId>"`. */
function timeOf(sk: string): number {
  const [kind, name = ''] = sk.split('#');
  return kind === 'MESSAGE' ? decodeTime(name) : Date.parse(name);
}

/** Whether the mail matches every condition of the filter. */
const fits = (mail: MailRecord, filter: InboundFilter): boolean =>
  (['from', 'outcome', 'reason', 'conversationId'] as const).every(
    (field) => filter[field] === undefined || mail[field] === filter[field],
  );

/** A mail that was held and then released is in both lists; it is shown once, where its message stands. */
async function readMails(items: ItemStore, shown: MailPlace[], filter: InboundFilter) {
  const ids = new Set(shown.map(({ mailId }) => mailId));
  const mails = await items.getExisting(mailItem, [...ids].map(keys.mail));
  const ofMessages = new Set(
    shown.flatMap(({ sk, mailId }) => (sk.startsWith('MESSAGE#') ? [mailId] : [])),
  );
  return mails
    .filter((mail) => fits(mail, filter))
    .filter(({ mailId, messageId }) => messageId === undefined || ofMessages.has(mailId))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
}

const placeOf = ({ receivedAt, mailId }: MailRecord) => `${receivedAt}#${mailId}`;
