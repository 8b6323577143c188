import { createRoute, z } from '@hono/zod-openapi';
import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Delivery, DeliverySummary } from '../../conversations/delivery.ts';
import { findMessage, findStandingConversation } from '../../steps/chatting/find-conversation.ts';
import { type PostMessageResult, postMessage } from '../../steps/chatting/post-message.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { invalid, type Problem, unknown } from '../problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import {
  deliveriesSchema,
  messageListSchema,
  messageQuerySchema,
  messageSchema,
  newMessageSchema,
} from '../schemas/conversations.ts';
import { conversationIdSchema, messageIdSchema } from '../schemas/ids.ts';
import { pageOptions } from '../schemas/page.ts';

const params = z.object({ conversationId: conversationIdSchema });
const path = '/v1/conversations/{conversationId}/messages';
const tags = ['messages'];

const postRoute = createRoute({
  method: 'post',
  path,
  operationId: 'postMessage',
  tags,
  summary: 'Somebody wrote in the chat',
  description:
    'Whoever should hear of it gets a mail. `answeredByBot` counts for messages of users.',
  request: { params, ...bodyOf(newMessageSchema) },
  responses: { 201: answers(messageSchema, 'The message'), ...writeProblems },
});
const listRoute = createRoute({
  method: 'get',
  path,
  operationId: 'listMessages',
  tags,
  summary: 'The messages of a conversation, oldest first',
  description: 'A page may hold fewer messages than asked for: go on as long as there is a cursor.',
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
const deliveriesRoute = createRoute({
  method: 'get',
  path: '/v1/messages/{messageId}/deliveries',
  operationId: 'listDeliveries',
  tags,
  summary: 'Who was mailed about a message, who was not, and why',
  request: { params: z.object({ messageId: messageIdSchema }) },
  responses: {
    200: answers(deliveriesSchema, 'One row for each possible recipient'),
    ...readProblems,
  },
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

/** A row that says `suppressed` shows since when and why, as long as it is so. */
async function shownDeliveries(rows: (Delivery | DeliverySummary)[], { suppressions }: ApiPorts) {
  const suppressed = await suppressions.details(
    rows.flatMap((row) =>
      row.reason === 'suppressed' && 'recipient' in row && row.recipient ? [row.recipient] : [],
    ),
  );
  return rows.map(({ messageId: _messageId, ...row }) => {
    const found = 'recipient' in row && suppressed.get(row.recipient ?? '');
    return { ...row, ...(found && { suppressed: { reason: found.reason, at: found.at } }) };
  });
}

const shown = ({ mailMessageId: _mailMessageId, ...message }: ChatMessage) => message;

export function addMessages(api: Api, ports: ApiPorts): void {
  api.openapi(postRoute, async (c) => {
    const conversation = await findStandingConversation(c.req.valid('param').conversationId, ports);
    if (!conversation) throw unknown('conversation');
    const result = await postMessage(conversation, c.req.valid('json'), c.get('reserve'), ports);
    if (result.kind !== 'posted') throw refusalOf(result);
    return c.json(shown(result.message), 201);
  });
  api.openapi(listRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    if (!(await findStandingConversation(conversationId, ports))) throw unknown('conversation');
    const { order, after, ...page } = c.req.valid('query');
    if (after !== undefined) refuseStranger(after, conversationId);
    const { items, cursor } = await ports.conversations.listMessages(conversationId, {
      ...pageOptions(page),
      isNewestFirst: order === 'desc',
      ...(after !== undefined && { after }),
    });
    return c.json({ messages: items.map(shown), cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const message = await findMessage(c.req.valid('param').messageId, ports);
    if (!message) throw unknown('message');
    return c.json(shown(message), 200);
  });
  api.openapi(deliveriesRoute, async (c) => {
    const { messageId } = c.req.valid('param');
    if (!(await findMessage(messageId, ports))) throw unknown('message');
    return c.json(await shownDeliveries(await ports.deliveries.list(messageId), ports), 200);
  });
}
