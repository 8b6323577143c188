import {
  CONVERSATION_STATUSES,
  type Conversation,
} from '../../../../conversations/conversation.ts';
import type { ConversationFilter } from '../../../../steps/chatting/ports.ts';
import type { ListOptions, Page } from '../../../../steps/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem, conversationLinkItem } from '../items/conversation-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { fillPage, mergePages } from '../pages.ts';

/** By newest activity. With a party in the filter, the party's links lead to the conversations, so that nothing else is read. */
export function listConversations(
  items: ItemStore,
  { filter = {}, ...options }: ListOptions<ConversationFilter>,
): Promise<Page<Conversation>> {
  const { status, ...parties } = filter;
  const party = partyOf(parties);
  if (party) return listOfParty(items, party, { filter, ...options });
  return mergePages(items, conversationItem, {
    partitions: (status === undefined ? CONVERSATION_STATUSES : [status]).map(
      INDEX_PARTITIONS.conversations,
    ),
    isNewestFirst: true,
    ...options,
  });
}

/** The party that has the fewest conversations. */
function partyOf({ userId, agentId, departmentId }: ConversationFilter) {
  if (userId !== undefined) return ['user', userId] as const;
  if (agentId !== undefined) return ['agent', agentId] as const;
  return departmentId === undefined ? undefined : (['department', departmentId] as const);
}

async function listOfParty(
  items: ItemStore,
  [party, id]: NonNullable<ReturnType<typeof partyOf>>,
  { filter = {}, ...options }: ListOptions<ConversationFilter>,
): Promise<Page<Conversation>> {
  const query = { ...ranges.conversationsOf(party, id, filter.status), isNewestFirst: true };
  const page = await fillPage(options, async (part) => {
    const links = await items.page(conversationLinkItem, { ...query, ...part });
    const ids = links.items.map(({ conversationId }) => keys.conversation(conversationId));
    const found = await items.getExisting(conversationItem, ids);
    return { ...links, items: found.filter((one) => fits(one, filter, party)) };
  });
  return { ...page, items: page.items.sort(byActivity) };
}

const fits = (conversation: Conversation, filter: ConversationFilter, party: string) =>
  (['userId', 'agentId', 'departmentId', 'status'] as const).every(
    (field) =>
      // the links are this party's; a conversation may still have the id of a user being taken over
      field === `${party}Id` ||
      filter[field] === undefined ||
      conversation[field] === filter[field],
  );

const byActivity = (one: Conversation, other: Conversation) =>
  one.lastActivityAt < other.lastActivityAt ? 1 : -1;
