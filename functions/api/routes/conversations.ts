import { createRoute, z } from '@hono/zod-openapi';
import type { Conversation } from '../../conversations/conversation.ts';
import { findStandingConversation } from '../../steps/chatting/find-conversation.ts';
import {
  findUnknownParty,
  openConversation,
  tagOf,
  type UnknownParty,
} from '../../steps/chatting/open-conversation.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { invalid, unknown } from '../problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import {
  conversationListSchema,
  conversationPatchSchema,
  conversationSchema,
  newConversationSchema,
} from '../schemas/conversations.ts';
import { conversationIdSchema } from '../schemas/ids.ts';
import { pageOptions, pageQuerySchema } from '../schemas/page.ts';

const params = z.object({ conversationId: conversationIdSchema });
const path = '/v1/conversations/{conversationId}';
const tags = ['conversations'];

const openRoute = createRoute({
  method: 'post',
  path: '/v1/conversations',
  operationId: 'openConversation',
  tags,
  summary: 'Opens a conversation of a user',
  request: bodyOf(newConversationSchema),
  responses: { 201: answers(conversationSchema, 'The conversation'), ...writeProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/conversations',
  operationId: 'listConversations',
  tags,
  summary: 'Conversations, newest activity first',
  request: { query: pageQuerySchema },
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
  summary: 'Assigns, closes or opens a conversation; null takes an assignment or a Reply-To back',
  request: { params, ...bodyOf(conversationPatchSchema) },
  responses: { 200: answers(conversationSchema, 'The conversation'), ...writeProblems },
});

const PARTIES = { userId: 'user', departmentId: 'department', agentId: 'agent' } as const;

const refuseParty = ({ field }: UnknownParty) => {
  const what = PARTIES[field];
  return invalid(`unknown-${what}`, `/${field}`, `there is no such ${what}`);
};

/** What the rules keep for themselves (S4, S8) is not shown. */
async function shown(conversation: Conversation, ports: ApiPorts) {
  const {
    lastReplierId: _replier,
    firstUserMessageId: _first,
    openedFrom: _openedFrom,
    ...fields
  } = conversation;
  return { ...fields, tag: await tagOf(conversation.conversationId, ports) };
}

/** Those of a person who is being erased are gone at once (S19). */
async function ofKnownUsers(conversations: Conversation[], { presence }: ApiPorts) {
  const users = conversations.map(({ userId }) => ({ kind: 'user' as const, id: userId }));
  const known = new Set((await presence.known(users)).map(({ id }) => id));
  return conversations.filter(({ userId }) => known.has(userId));
}

export function addConversations(api: Api, ports: ApiPorts): void {
  api.openapi(openRoute, async (c) => {
    const result = await openConversation(c.req.valid('json'), c.get('reserve'), ports);
    if (result.kind === 'unknown-party') throw refuseParty(result);
    return c.json(await shown(result.conversation, ports), 201);
  });
  api.openapi(listRoute, async (c) => {
    const page = await ports.conversations.list(pageOptions(c.req.valid('query')));
    const items = await ofKnownUsers(page.items, ports);
    const conversations = await Promise.all(items.map((item) => shown(item, ports)));
    return c.json({ conversations, cursor: page.cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const conversation = await findStandingConversation(c.req.valid('param').conversationId, ports);
    if (!conversation) throw unknown('conversation');
    return c.json(await shown(conversation, ports), 200);
  });
  api.openapi(patchRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    const changes = c.req.valid('json');
    if (!(await findStandingConversation(conversationId, ports))) throw unknown('conversation');
    const party = await findUnknownParty(
      { departmentId: changes.departmentId, agentId: changes.agentId },
      ports,
    );
    if (party) throw refuseParty(party);
    const conversation = await ports.conversations.patch(conversationId, changes);
    if (!conversation) throw unknown('conversation');
    return c.json(await shown(conversation, ports), 200);
  });
}
