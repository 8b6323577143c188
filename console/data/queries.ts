import { useInfiniteQuery, useQuery } from '@tanstack/preact-query';
import { api, local } from './call.ts';
import { isLocal } from './facts.ts';
import type {
  Agent,
  Conversation,
  ConversationDelivery,
  Delivery,
  Department,
  FunctionFacts,
  InboundMail,
  Message,
  ReadMail,
  SentMail,
  User,
  Webhook,
  WebhookDelivery,
} from './types.ts';

const PAGE_SIZE = 50;
/** People are read for choices and names up to this number, which the API gives at once; in several pages if they have much metadata. */
const MAX_PEOPLE = 200;
const MAX_PEOPLE_PAGES = 4;

/** While mail comes without a break, a list is refreshed so often that its next page may have to wait. */
const MAX_TRIES = 10;

const withCursor = (path: string, cursor: string | undefined) =>
  cursor === undefined
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;

type Page<Name extends string, Item> = { [key in Name]: Item[] } & { cursor?: string };

/** A list that is read page by page, as the reader asks for more. */
function usePages<Name extends string, Item>(key: unknown[], path: string, name: Name) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => api<Page<Name, Item>>('GET', withCursor(path, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }: Page<Name, Item>) => cursor,
  });
  const items = query.data?.pages.flatMap((page) => page[name]);
  /** A refresh under way is waited for, and one that begins meanwhile takes the place of the next page, which is then asked for again. */
  const readNext = async () => {
    const known = query.data?.pages.length ?? 0;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const { data } = await query.fetchNextPage({ cancelRefetch: false, throwOnError: true });
      if ((data?.pages.length ?? 0) > known) return;
    }
  };
  return { ...query, items, readNext };
}

/** Of every status if it is empty. */
export const useConversations = (status: Conversation['status'] | '' = '') =>
  usePages<'conversations', Conversation>(
    ['conversations', 'of', status],
    `/conversations?limit=${PAGE_SIZE}${status && `&status=${status}`}`,
    'conversations',
  );

export const useConversation = (id: string, isEnabled = true) =>
  useQuery({
    queryKey: ['conversations', id],
    queryFn: () => api<Conversation>('GET', `/conversations/${id}`),
    enabled: isEnabled,
  });

/** The newest conversations of one user. */
export const useConversationsOf = (userId: string | undefined) =>
  useQuery({
    queryKey: ['conversations', 'of-user', userId],
    queryFn: () =>
      api<Page<'conversations', Conversation>>(
        'GET',
        `/conversations?limit=${PAGE_SIZE}&userId=${encodeURIComponent(userId ?? '')}`,
      ),
    enabled: userId !== undefined,
    select: ({ conversations }) => conversations,
  });

/** Reads the newest page first and older ones on request. Returns the oldest message first. */
export function useMessages(conversationId: string) {
  const query = usePages<'messages', Message>(
    ['messages', conversationId],
    `/conversations/${conversationId}/messages?limit=${PAGE_SIZE}&order=desc`,
    'messages',
  );
  return { ...query, items: query.items?.toReversed() };
}

/** So many of the newest messages show who was mailed; an earlier one on request. */
export const EXPLAINED = 20;

const byMessage = ({ deliveries }: { deliveries: ConversationDelivery[] }) =>
  Map.groupBy(deliveries, ({ messageId }) => messageId);

/** Who was mailed about the newest messages and why, by message. */
export const useDeliveries = (conversationId: string) =>
  useQuery({
    queryKey: ['deliveries', conversationId],
    queryFn: () =>
      api<{ deliveries: ConversationDelivery[] }>(
        'GET',
        `/conversations/${conversationId}/deliveries?limit=${EXPLAINED}`,
      ),
    select: byMessage,
  });

/** Who was mailed about one message. */
export const useDeliveriesOf = (conversationId: string, messageId: string, isEnabled: boolean) =>
  useQuery({
    queryKey: ['deliveries', conversationId, messageId],
    queryFn: () => api<Delivery[]>('GET', `/messages/${encodeURIComponent(messageId)}/deliveries`),
    enabled: isEnabled,
  });

async function allOf<Name extends string, Item>(path: string, name: Name): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PEOPLE_PAGES; page += 1) {
    const answer: Page<Name, Item> = await api(
      'GET',
      withCursor(`${path}?limit=${MAX_PEOPLE - items.length}`, cursor),
    );
    items.push(...answer[name]);
    cursor = answer.cursor;
    if (cursor === undefined || items.length >= MAX_PEOPLE) break;
  }
  return items;
}

export const useAgents = () =>
  useQuery({ queryKey: ['agents'], queryFn: () => allOf<'agents', Agent>('/agents', 'agents') });

/** The first users, for a choice and for names. */
export const useUsers = () =>
  useQuery({
    queryKey: ['users', 'first'],
    queryFn: () => allOf<'users', User>('/users', 'users'),
  });

/** The users who own the address, also those beyond the first. */
export const useOwners = (address: string | undefined) =>
  useQuery({
    queryKey: ['users', 'owners', address],
    queryFn: () =>
      api<Page<'users', User>>('GET', `/users?address=${encodeURIComponent(address ?? '')}`),
    enabled: address !== undefined,
    select: ({ users }) => users,
  });

export const useUserPages = () =>
  usePages<'users', User>(['users', 'pages'], `/users?limit=${PAGE_SIZE}`, 'users');

export const useUser = (userId: string, isEnabled: boolean) =>
  useQuery({
    queryKey: ['user', userId],
    queryFn: () => api<User>('GET', `/users/${encodeURIComponent(userId)}`),
    enabled: isEnabled,
  });

export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: () => allOf<'departments', Department>('/departments', 'departments'),
  });

export const useInbound = (outcome: string) =>
  usePages<'mails', InboundMail>(
    ['inbound', outcome],
    `/inbound?limit=${PAGE_SIZE}${outcome ? `&outcome=${outcome}` : ''}`,
    'mails',
  );

/** The newest mails of one author, also those beyond the pages that were read. */
export const useMailsFrom = (address: string | undefined, outcome: string) =>
  useQuery({
    queryKey: ['inbound', 'from', address, outcome],
    queryFn: () =>
      api<Page<'mails', InboundMail>>(
        'GET',
        `/inbound?limit=${PAGE_SIZE}&from=${encodeURIComponent(address ?? '')}${outcome && `&outcome=${outcome}`}`,
      ),
    enabled: address !== undefined,
    select: ({ mails }) => mails,
  });

/** The link to the raw mail ends after five minutes. */
const RAW_LINK_MS = 4 * 60_000;

export const useInboundMail = (mailId: string) =>
  useQuery({
    queryKey: ['inbound', 'one', mailId],
    queryFn: () => api<InboundMail>('GET', `/inbound/${mailId}`),
    ...(isLocal && { staleTime: RAW_LINK_MS, refetchInterval: RAW_LINK_MS }),
  });

/** The newest sent mails, of all or of one conversation. Only the local pipeline knows them. */
export const useSentMails = (conversationId?: string) =>
  useQuery({
    queryKey: ['outbox', conversationId],
    queryFn: () =>
      local<SentMail[]>(
        'GET',
        `/console/mails${conversationId === undefined ? '' : `?conversationId=${encodeURIComponent(conversationId)}`}`,
      ),
    enabled: isLocal,
  });

export const useSentMail = (sesMessageId: string) =>
  useQuery({
    queryKey: ['sent', sesMessageId],
    queryFn: () => local<ReadMail>('GET', `/console/mails/${sesMessageId}`),
  });

export const useWebhooks = () =>
  useQuery({
    queryKey: ['webhooks'],
    queryFn: () => api<{ webhooks: Webhook[] }>('GET', '/webhooks'),
    select: ({ webhooks }) => webhooks,
  });

export const useWebhookLog = (webhookId: string) =>
  useQuery({
    queryKey: ['webhooks', webhookId],
    queryFn: () => api<{ recentDeliveries?: WebhookDelivery[] }>('GET', `/webhooks/${webhookId}`),
    refetchInterval: 3000,
  });

export const useFunctions = () =>
  useQuery({
    queryKey: ['functions'],
    queryFn: () => local<FunctionFacts[]>('GET', '/functions'),
  });

export const useFunctionLog = (name: string) =>
  useQuery({
    queryKey: ['functions', name],
    queryFn: () => local<Array<{ at: string; line: string }>>('GET', `/functions/${name}/log`),
  });
