import { createRoute } from '@hono/zod-openapi';
import { eventBody, eventData } from '../../steps/webhooks/event-body.ts';
import type { WebhookDelivery } from '../../steps/webhooks/ports.ts';
import { resendEvent } from '../../steps/webhooks/resend-events.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { fittingPage } from '../fitting-page.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { eventIdSchema, webhookIdSchema } from '../schemas/ids.ts';
import { pageQuerySchema } from '../schemas/page.ts';
import {
  resendBodySchema,
  resendingSchema,
  webhookDeliveryListSchema,
  webhookDeliverySchema,
} from '../schemas/webhooks.ts';
import { shownDelivery } from '../shown-delivery.ts';
import * as z from '../zod.ts';
import { findWebhook } from './webhooks.ts';

const params = z.object({ webhookId: webhookIdSchema });
const path = '/v1/webhooks/{webhookId}';
const tags = ['webhooks'];

const listRoute = createRoute({
  method: 'get',
  path: `${path}/deliveries`,
  operationId: 'listWebhookDeliveries',
  tags,
  summary: 'Lists the events sent to a webhook, newest first, with body, status and answer',
  description:
    'Covers the last 30 days, by first attempt. The body is built from the current data and is absent if its subject was erased. A page with long bodies may hold fewer events than requested; continue while there is a cursor.',
  request: { params, query: pageQuerySchema },
  responses: { 200: answers(webhookDeliveryListSchema, 'One page'), ...readProblems },
});
const resendOneRoute = createRoute({
  method: 'post',
  path: `${path}/deliveries/{eventId}/resend`,
  operationId: 'resendEvent',
  tags,
  summary: 'Sends an event again under its id, whatever its result was',
  request: { params: params.extend({ eventId: eventIdSchema }) },
  responses: { 202: answers(webhookDeliverySchema, 'Queued'), ...writeProblems },
});
const resendAllRoute = createRoute({
  method: 'post',
  path: `${path}/resend`,
  operationId: 'resendEvents',
  tags,
  summary: 'Sends all events again that a webhook got since a given time, oldest first',
  description: 'For a receiver that lost data: `webhook-id` and `sequence` stay the same.',
  request: { params, ...bodyOf(resendBodySchema) },
  responses: { 202: answers(resendingSchema, 'Queued'), ...writeProblems },
});

async function withBody(delivery: WebhookDelivery, ports: ApiPorts) {
  const data = await eventData(delivery.event, ports);
  // the body as it is posted: JSON
  const body = data && JSON.parse(JSON.stringify(eventBody(delivery.event, data)));
  return { ...shownDelivery(delivery), ...(data && { body }) };
}

export function addWebhookDeliveries(api: Api, ports: ApiPorts): void {
  const { events, webhookQueue, clock } = ports;
  /** What is sent again to a disabled webhook would be dropped. */
  const findEnabled = async (webhookId: string) => {
    const webhook = await findWebhook(webhookId, ports);
    const { disabledAt } = webhook;
    if (disabledAt === undefined) return webhook;
    const detail = `The webhook has been disabled since ${disabledAt}. Put it again, then resend.`;
    throw new Problem({ status: 409, code: 'webhook-disabled', detail });
  };
  api.openapi(listRoute, async (c) => {
    const { createdAt, webhookId } = await findWebhook(c.req.valid('param').webhookId, ports);
    const { items, cursor } = await fittingPage(c.req.valid('query'), async (part) => {
      const page = await events.list(webhookId, {
        ...part,
        // leaves out deliveries of an earlier webhook with the same id
        from: createdAt,
        isNewestFirst: true,
      });
      return {
        ...page,
        items: await Promise.all(page.items.map((one) => withBody(one, ports))),
      };
    });
    return c.json({ deliveries: items, cursor }, 200);
  });
  api.openapi(resendOneRoute, async (c) => {
    const { webhookId, eventId } = c.req.valid('param');
    const { createdAt } = await findEnabled(webhookId);
    const known = await events.findDelivery(webhookId, eventId);
    const isOwn = known !== undefined && known.beganAt >= createdAt;
    const delivery = isOwn ? await resendEvent({ webhookId, eventId }, ports) : undefined;
    if (!delivery) throw unknown('event');
    return c.json(shownDelivery(delivery), 202);
  });
  api.openapi(resendAllRoute, async (c) => {
    const { webhookId, createdAt } = await findEnabled(c.req.valid('param').webhookId);
    const until = new Date(clock.now()).toISOString();
    const asked = new Date(c.req.valid('json').since).toISOString();
    if (asked > until) throw invalid('invalid', '/since', `is in the future: it is ${until}`);
    const since = asked < createdAt ? createdAt : asked;
    await webhookQueue.resend({ webhookId, since, until });
    return c.json({ webhookId, since, until }, 202);
  });
}
