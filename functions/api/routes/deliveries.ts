import { createRoute } from '@hono/zod-openapi';
import type { User } from '../../conversations/people/people.ts';
import { presentId } from '../../conversations/people/take-over-user.ts';
import type { Delivery, DeliverySummary } from '../../conversations/recipients/delivery.ts';
import { findMessage, findWithUser } from '../../steps/chatting/find-conversation.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, readProblems } from '../route-parts.ts';
import {
  conversationDeliveriesSchema,
  deliveriesQuerySchema,
  deliveriesSchema,
} from '../schemas/conversations.ts';
import { conversationIdSchema, messageIdSchema } from '../schemas/ids.ts';
import * as z from '../zod.ts';

const tags = ['messages'];

const ofMessageRoute = createRoute({
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
const ofConversationRoute = createRoute({
  method: 'get',
  path: '/v1/conversations/{conversationId}/deliveries',
  operationId: 'listConversationDeliveries',
  tags,
  summary: 'Who was mailed about each message of a conversation, newest message first',
  request: {
    params: z.object({ conversationId: conversationIdSchema }),
    query: deliveriesQuerySchema,
  },
  responses: { 200: answers(conversationDeliveriesSchema, 'One page'), ...readProblems },
});

type Row = Delivery | DeliverySummary;

/** The rows, with the reason and time of a suppression on those that say `suppressed`, while it lasts. */
async function shown<Shown extends Row>(rows: Shown[], user: User, { suppressions }: ApiPorts) {
  const suppressed = await suppressions.among(
    rows.flatMap((row) =>
      row.reason === 'suppressed' && 'recipient' in row && row.recipient ? [row.recipient] : [],
    ),
  );
  return rows.map((row) => {
    const found = 'recipient' in row && suppressed.get(row.recipient ?? '');
    return {
      ...row,
      ...('participant' in row && { participant: presentId(row.participant, user) }),
      ...(found && { suppressed: { reason: found.reason, at: found.at } }),
    };
  });
}

export function addDeliveries(api: Api, ports: ApiPorts): void {
  const { conversations, deliveries } = ports;
  api.openapi(ofMessageRoute, async (c) => {
    const { messageId } = c.req.valid('param');
    const found = await findMessage(messageId, ports);
    if (!found) throw unknown('message');
    const rows = await shown(await deliveries.list(messageId), found.user, ports);
    return c.json(
      rows.map(({ messageId: _messageId, ...row }) => row),
      200,
    );
  });
  api.openapi(ofConversationRoute, async (c) => {
    const { conversationId } = c.req.valid('param');
    const found = await findWithUser(conversationId, ports);
    if (!found) throw unknown('conversation');
    const query = c.req.valid('query');
    const { items, cursor } = await conversations.listMessageIds(conversationId, query);
    const rows = await Promise.all(items.map((messageId) => deliveries.list(messageId)));
    return c.json({ deliveries: await shown(rows.flat(), found.user, ports), cursor }, 200);
  });
}
