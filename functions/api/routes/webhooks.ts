import { createRoute } from '@hono/zod-openapi';
import type { Webhook } from '../../steps/webhooks/ports.ts';
import { putWebhook } from '../../steps/webhooks/put-webhook.ts';
import { removeWebhook } from '../../steps/webhooks/remove-webhook.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { MAX_WEBHOOKS, RECENT_DELIVERIES } from '../limits.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { webhookIdSchema } from '../schemas/ids.ts';
import {
  shownWebhookSchema,
  testedWebhookSchema,
  webhookBodySchema,
  webhookListSchema,
  writtenWebhookSchema,
} from '../schemas/webhooks.ts';
import { shownDelivery } from '../shown-delivery.ts';
import * as z from '../zod.ts';

const params = z.object({ webhookId: webhookIdSchema });
const path = '/v1/webhooks/{webhookId}';
const tags = ['webhooks'];

const putRoute = createRoute({
  method: 'put',
  path,
  operationId: 'putWebhook',
  tags,
  summary: 'Creates or replaces a webhook (Standard Webhooks); a disabled webhook is enabled again',
  request: { params, ...bodyOf(webhookBodySchema) },
  responses: { 200: answers(writtenWebhookSchema, 'The webhook'), ...writeProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/webhooks',
  operationId: 'listWebhooks',
  tags,
  summary: 'Lists all webhooks, without their secrets',
  responses: { 200: answers(webhookListSchema, 'All webhooks'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path,
  operationId: 'getWebhook',
  tags,
  summary: 'One webhook with the results of its last events',
  request: { params },
  responses: { 200: answers(shownWebhookSchema, 'The webhook'), ...readProblems },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'removeWebhook',
  tags,
  summary: 'Removes a webhook; its waiting events are dropped',
  request: { params },
  responses: { 204: { description: 'Removed' }, ...writeProblems },
});
const testRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/{webhookId}/test',
  operationId: 'testWebhook',
  tags,
  summary: 'Posts one event of type `webhook.test`, once and at once',
  request: { params },
  responses: { 200: answers(testedWebhookSchema, 'The result'), ...writeProblems },
});

/** Leaves out the secrets, which are never shown again, and the times that only our rules need. */
const shown = ({
  secrets: _secrets,
  putAt: _putAt,
  listensSince: _listensSince,
  ...webhook
}: Webhook) => webhook;

async function refuseTooMany(webhookId: string, { webhooks }: ApiPorts): Promise<void> {
  const all = await webhooks.list();
  if (all.length < MAX_WEBHOOKS || all.some((one) => one.webhookId === webhookId)) return;
  const detail = `There are ${MAX_WEBHOOKS} webhooks already: remove one first.`;
  throw new Problem({ status: 409, code: 'too-many-webhooks', detail });
}

export async function findWebhook(webhookId: string, { webhooks }: ApiPorts): Promise<Webhook> {
  const webhook = await webhooks.find(webhookId);
  if (!webhook) throw unknown('webhook');
  return webhook;
}

export function addWebhooks(api: Api, ports: ApiPorts): void {
  const { webhooks, sender, webhookSecrets, webhookTester } = ports;
  api.openapi(putRoute, async (c) => {
    const given = { ...c.req.valid('param'), ...c.req.valid('json') };
    const refusal = sender.refusalOf(given.url);
    if (refusal !== undefined) throw invalid('webhook-target-refused', '/url', refusal);
    await refuseTooMany(given.webhookId, ports);
    const { webhook, generatedSecret } = await putWebhook(given, {
      ...ports,
      secrets: webhookSecrets,
    });
    return c.json({ ...shown(webhook), ...(generatedSecret && { secret: generatedSecret }) }, 200);
  });
  api.openapi(listRoute, async (c) =>
    c.json({ webhooks: (await webhooks.list()).map(shown) }, 200),
  );
  api.openapi(getRoute, async (c) => {
    const webhook = await findWebhook(c.req.valid('param').webhookId, ports);
    const recent = await ports.events.list(webhook.webhookId, {
      from: webhook.createdAt,
      isNewestFirst: true,
      limit: RECENT_DELIVERIES,
    });
    return c.json({ ...shown(webhook), recentDeliveries: recent.items.map(shownDelivery) }, 200);
  });
  api.openapi(deleteRoute, async (c) => {
    const { webhookId } = c.req.valid('param');
    const isRemoved = await removeWebhook(webhookId, { webhooks, secrets: webhookSecrets });
    if (!isRemoved) throw unknown('webhook');
    return c.body(null, 204);
  });
  api.openapi(testRoute, async (c) => {
    const { webhookId } = await findWebhook(c.req.valid('param').webhookId, ports);
    const eventId = await c.get('reserve')('eventId', () => `evt_test_${ports.newId()}`);
    const result = await webhookTester.test(webhookId, eventId);
    if (!result) throw unknown('webhook');
    return c.json(result, 200);
  });
}
