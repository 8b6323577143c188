import { createRoute } from '@hono/zod-openapi';
import { type Conversation, shownConversation } from '../../conversations/conversation.ts';
import { findStandingConversation } from '../../steps/chatting/find-conversation.ts';
import {
  openConversation,
  tagOf,
  type UnknownParty,
} from '../../steps/chatting/open-conversation.ts';
import { patchConversation } from '../../steps/chatting/patch-conversation.ts';
import type { ConversationFilter } from '../../steps/chatting/ports.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { fittingPage } from '../fitting-page.ts';
import { invalid, unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import {
  conversationListSchema,
  conversationPatchSchema,
  conversationQuerySchema,
  conversationSchema,
  newConversationSchema,
} from '../schemas/conversations.ts';
import { conversationIdSchema } from '../schemas/ids.ts';
import * as z from '../zod.ts';

const params = z.object({ conversationId: conversationIdSchema });
const path = '/v1/conversations/{conversationId}';
const tags = ['conversations'];

const openRoute = createRoute({
  method: 'post',
  path: '/v1/conversations',
  operationId: 'openConversation',
  tags,
  summary: 'Opens a conversation for a user',
  request: bodyOf(newConversationSchema),
  responses: { 201: answers(conversationSchema, 'The conversation'), ...writeProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/conversations',
  operationId: 'listConversations',
  tags,
  summary: 'Lists conversations, newest activity first',
  description:
    'With `userId`, `agentId` or `departmentId`, pages follow the order in which conversations were opened, open ones first; within a page, newest activity comes first. A page with several conditions or much metadata may hold fewer conversations than requested; continue while there is a cursor.',
  request: { query: conversationQuerySchema },
  responses: { 200: answers(conversationListSchema, 'One page'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path,
  operationId: 'getConversation',
  tags,
  summary: 'One conversation',
  request: { params },
  responses: { 200: answers(conversationSchema, 'The conversation'), ...readProblems },
});
const patchRoute = createRoute({
  method: 'patch',
  path,
  operationId: 'changeConversation',
  tags,
  summary: 'Changes the given fields of a conversation; null removes a field',
  request: { params, ...bodyOf(conversationPatchSchema) },
  responses: { 200: answers(conversationSchema, 'The conversation'), ...writeProblems },
});

const PARTIES = { userId: 'user', departmentId: 'department', agentId: 'agent' } as const;

const refuseParty = ({ field }: UnknownParty) => {
  const what = PARTIES[field];
  return invalid(`unknown-${what}`, `/${field}`, `there is no such ${what}`);
};

const shown = async (conversation: Conversation, ports: ApiPorts) => ({
  ...shownConversation(conversation),
  tag: await tagOf(conversation.conversationId, ports),
});

/** Drops conversations of people who are being erased (S19), and replaces ids of users who were taken over. */
async function ofKnownUsers(conversations: Conversation[], { presence }: ApiPorts) {
  const users = conversations.map(({ userId }) => ({ kind: 'user' as const, id: userId }));
  const known = new Map((await presence.known(users)).map(({ id, now }) => [id, now]));
  return conversations.flatMap((conversation) => {
    const userId = known.get(conversation.userId);
    return userId === undefined ? [] : [{ ...conversation, userId }];
  });
}

/** The filter with the user's present id, as the caller may give a former one. */
async function filterOf(
  { userId, ...filter }: ConversationFilter,
  { people }: ApiPorts,
): Promise<ConversationFilter> {
  if (userId === undefined) return filter;
  return { ...filter, userId: (await people.findUser(userId))?.userId ?? userId };
}

export function addConversations(api: Api, ports: ApiPorts): void {
  api.openapi(openRoute, async (c) => {
    const result = await openConversation(c.req.valid('json'), c.get('reserve'), ports);
    if (result.kind === 'unknown-party') throw refuseParty(result);
    return c.json(await shown(result.conversation, ports), 201);
  });
  api.openapi(listRoute, async (c) => {
    const { limit, cursor, ...given } = c.req.valid('query');
    const filter = await filterOf(given, ports);
    const page = await fittingPage({ limit, cursor }, async (part) => {
      const found = await ports.conversations.list({ ...part, filter });
      const known = await ofKnownUsers(found.items, ports);
      return { ...found, items: await Promise.all(known.map((item) => shown(item, ports))) };
    });
    return c.json({ conversations: page.items, cursor: page.cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const conversation = await findStandingConversation(c.req.valid('param').conversationId, ports);
    if (!conversation) throw unknown('conversation');
    return c.json(await shown(conversation, ports), 200);
  });
  api.openapi(patchRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    const result = await patchConversation(conversationId, c.req.valid('json'), ports);
    if (result.kind === 'unknown-conversation') throw unknown('conversation');
    if (result.kind === 'unknown-party') throw refuseParty(result);
    return c.json(await shown(result.conversation, ports), 200);
  });
}
