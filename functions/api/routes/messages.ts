import { createRoute } from '@hono/zod-openapi';
import { shownMessage } from '../../conversations/conversation.ts';
import { byPresentId, findMessage, findWithUser } from '../../steps/chatting/find-conversation.ts';
import { type PostMessageResult, postMessage } from '../../steps/chatting/post-message.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import {
  messageListSchema,
  messageQuerySchema,
  messageSchema,
  newMessageSchema,
} from '../schemas/conversations.ts';
import { conversationIdSchema, messageIdSchema } from '../schemas/ids.ts';
import * as z from '../zod.ts';

const params = z.object({ conversationId: conversationIdSchema });
const path = '/v1/conversations/{conversationId}/messages';
const tags = ['messages'];

const postRoute = createRoute({
  method: 'post',
  path,
  operationId: 'postMessage',
  tags,
  summary: 'Posts what somebody wrote in the chat',
  description:
    'Everyone who should hear of the message gets a mail. `answeredByBot` counts only for messages of users.',
  request: { params, ...bodyOf(newMessageSchema) },
  responses: { 201: answers(messageSchema, 'The message'), ...writeProblems },
});
const listRoute = createRoute({
  method: 'get',
  path,
  operationId: 'listMessages',
  tags,
  summary: 'Lists the messages of a conversation, oldest first',
  description: 'A page may hold fewer messages than requested; continue while there is a cursor.',
  request: { params, query: messageQuerySchema },
  responses: { 200: answers(messageListSchema, 'One page'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path: '/v1/messages/{messageId}',
  operationId: 'getMessage',
  tags,
  summary: 'One message',
  request: { params: z.object({ messageId: messageIdSchema }) },
  responses: { 200: answers(messageSchema, 'The message'), ...readProblems },
});
function refusalOf(result: Exclude<PostMessageResult, { kind: 'posted' }>): Problem {
  switch (result.kind) {
    case 'unknown-conversation':
      return unknown('conversation');
    case 'unknown-author':
      return invalid('unknown-agent', '/author/id', 'there is no such agent');
    case 'author-not-in-conversation':
      return invalid(
        'author-not-in-conversation',
        '/author/id',
        'is not the user of this conversation',
      );
    case 'empty':
      return invalid('invalid', '/text', 'shows nothing, and there is no attachment');
    case 'client-message-id-used':
      return new Problem({
        status: 409,
        code: 'client-message-id-used',
        detail: 'Another message of this conversation has this clientMessageId.',
        errors: [{ in: 'body', pointer: '/clientMessageId', message: 'names another message' }],
      });
    case 'unknown-attachment':
      return invalid(
        'unknown-attachment',
        `/attachmentIds/${result.index}`,
        'there is no such attachment',
      );
    case 'attachment-in-use':
      return invalid(
        'attachment-in-use',
        `/attachmentIds/${result.index}`,
        'belongs to another conversation',
      );
    case 'not-uploaded':
      return invalid(
        'attachment-not-uploaded',
        `/attachmentIds/${result.index}`,
        `${result.announcedBytes} octets were announced and ${result.storedBytes} are there: PUT the file to its uploadUrl first`,
      );
  }
}

function refuseStranger(messageId: string, conversationId: string): void {
  if (messageId.startsWith(`${conversationId}-`)) return;
  throw invalid('unknown-message', '/after', 'is no message of this conversation', 'query');
}

export function addMessages(api: Api, ports: ApiPorts): void {
  api.openapi(postRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    const result = await postMessage(conversationId, c.req.valid('json'), c.get('reserve'), ports);
    if (result.kind !== 'posted') throw refusalOf(result);
    return c.json(shownMessage(result.message), 201);
  });
  api.openapi(listRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    const found = await findWithUser(conversationId, ports);
    if (!found) throw unknown('conversation');
    const { order, after, ...page } = c.req.valid('query');
    if (after !== undefined) refuseStranger(after, conversationId);
    const { items, cursor } = await ports.conversations.listMessages(conversationId, {
      ...page,
      isNewestFirst: order === 'desc',
      ...(after !== undefined && { after }),
    });
    const messages = items.map((message) => shownMessage(byPresentId(message, found.user)));
    return c.json({ messages, cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const found = await findMessage(c.req.valid('param').messageId, ports);
    if (!found) throw unknown('message');
    return c.json(shownMessage(found.message), 200);
  });
}
