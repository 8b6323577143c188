import {
  CONVERSATION_STATUSES,
  type Conversation,
} from '../../../../conversations/conversation.ts';
import type { ConversationFilter, ConversationStore } from '../../../../steps/chatting/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { conversationLinkItem } from '../items/erasing-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { mergePages } from '../merge-pages.ts';
import { MAX_PAGES_PER_LIST } from '../query.ts';

type Options = Parameters<ConversationStore['list']>[0];

/** By newest activity; those of a party by the links that lead to them: nothing is read that is not asked for. */
export function listConversations(
  items: ItemStore,
  { filter = {}, ...options }: Options,
): Promise<Page<Conversation>> {
  const { status, ...parties } = filter;
  const party = partyOf(parties);
  if (party) return listOfParty(items, party, { filter, ...options });
  return mergePages(items, conversationItem, {
    partitions: (status === undefined ? CONVERSATION_STATUSES : [status]).map(
      INDEX_PARTITIONS.conversations,
    ),
    keyOf: ({ conversationId }) => keys.conversation(conversationId),
    isNewestFirst: true,
    ...options,
  });
}

/** The one that fewest conversations have. */
function partyOf({ userId, agentId, departmentId }: ConversationFilter) {
  if (userId !== undefined) return ['user', userId] as const;
  if (agentId !== undefined) return ['agent', agentId] as const;
  return departmentId === undefined ? undefined : (['department', departmentId] as const);
}

async function listOfParty(
  items: ItemStore,
  [party, id]: NonNullable<ReturnType<typeof partyOf>>,
  { filter = {}, limit, cursor: start }: Options,
): Promise<Page<Conversation>> {
  const { pk } = keys.conversationOf(party, id, { conversationId: '', status: '' });
  const prefix = `CONVERSATION#${filter.status === undefined ? '' : `${filter.status}#`}`;
  const found: Conversation[] = [];
  let cursor = start;
  for (let pages = 0; pages < MAX_PAGES_PER_LIST; pages += 1) {
    const links = await items.page(conversationLinkItem, {
      partition: pk,
      ...beginningWith(prefix),
      isNewestFirst: true,
      limit: limit - found.length,
      cursor,
    });
    const ids = links.items.map(({ conversationId }) => keys.conversation(conversationId));
    const conversations = await items.getMany(conversationItem, ids);
    for (const one of conversations) if (one && fits(one, filter, party)) found.push(one);
    cursor = links.cursor;
    if (cursor === undefined || found.length >= limit) break;
  }
  return { items: found.sort(byActivity), cursor };
}

const fits = (conversation: Conversation, filter: ConversationFilter, party: string) =>
  (['userId', 'agentId', 'departmentId', 'status'] as const).every(
    (field) =>
      // by this one it was found; a user may be on their way to another id
      field === `${party}Id` ||
      filter[field] === undefined ||
      conversation[field] === filter[field],
  );

const byActivity = (one: Conversation, other: Conversation) =>
  one.lastActivityAt < other.lastActivityAt ? 1 : -1;
