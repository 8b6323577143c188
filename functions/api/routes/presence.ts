import { createRoute } from '@hono/zod-openapi';
import { reportPresence } from '../../steps/chatting/report-presence.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { agentIdSchema, userIdSchema } from '../schemas/ids.ts';
import {
  presenceBodySchema,
  presenceSchema,
  presencesAnswerSchema,
  presencesBodySchema,
} from '../schemas/people.ts';
import * as z from '../zod.ts';

const tags = ['presence'];
const noted = { 204: { description: 'Stored' } };

const agentRoute = createRoute({
  method: 'put',
  path: '/v1/agents/{agentId}/presence',
  operationId: 'reportAgentPresence',
  tags,
  summary:
    'Reports whether an agent is online; without further reports the agent counts as offline after a while',
  request: { params: z.object({ agentId: agentIdSchema }), ...bodyOf(presenceBodySchema) },
  responses: { ...noted, ...writeProblems },
});
const userRoute = createRoute({
  method: 'put',
  path: '/v1/users/{userId}/presence',
  operationId: 'reportUserPresence',
  tags,
  summary:
    'Reports whether a user is online; without further reports the user counts as offline after a while',
  request: { params: z.object({ userId: userIdSchema }), ...bodyOf(presenceBodySchema) },
  responses: { ...noted, ...writeProblems },
});
const batchRoute = createRoute({
  method: 'put',
  path: '/v1/presence',
  operationId: 'reportPresence',
  tags,
  summary: 'Reports the presence of many people at once',
  request: bodyOf(presencesBodySchema),
  responses: {
    200: answers(presencesAnswerSchema, 'Stored, except for unknown people'),
    ...writeProblems,
  },
});

const agentGetRoute = createRoute({
  method: 'get',
  path: '/v1/agents/{agentId}/presence',
  operationId: 'getAgentPresence',
  tags,
  summary: 'Whether an agent counts as online',
  request: { params: z.object({ agentId: agentIdSchema }) },
  responses: { 200: answers(presenceSchema, 'The current state'), ...readProblems },
});
const userGetRoute = createRoute({
  method: 'get',
  path: '/v1/users/{userId}/presence',
  operationId: 'getUserPresence',
  tags,
  summary: 'Whether a user counts as online',
  request: { params: z.object({ userId: userIdSchema }) },
  responses: { 200: answers(presenceSchema, 'The current state'), ...readProblems },
});

/** An expired report means offline. */
async function presenceOf(kind: 'agent' | 'user', id: string, { presence, clock }: ApiPorts) {
  const reported = await presence.find(kind, id);
  if (!reported || reported.expiresAt <= clock.now()) return { status: 'offline' as const };
  return { status: reported.status, until: new Date(reported.expiresAt).toISOString() };
}

export function addPresence(api: Api, ports: ApiPorts): void {
  api.openapi(agentRoute, async (c) => {
    const report = { ...c.req.valid('json'), id: c.req.valid('param').agentId };
    const result = await reportPresence([{ ...report, kind: 'agent' }], ports);
    if (result.unknown.length > 0) throw unknown('agent');
    return c.body(null, 204);
  });
  api.openapi(userRoute, async (c) => {
    const report = { ...c.req.valid('json'), id: c.req.valid('param').userId };
    const result = await reportPresence([{ ...report, kind: 'user' }], ports);
    if (result.unknown.length > 0) throw unknown('user');
    return c.body(null, 204);
  });
  api.openapi(agentGetRoute, async (c) => {
    const { agentId } = c.req.valid('param');
    if (!(await ports.people.findAgent(agentId))) throw unknown('agent');
    return c.json(await presenceOf('agent', agentId, ports), 200);
  });
  api.openapi(userGetRoute, async (c) => {
    const { userId } = c.req.valid('param');
    const user = await ports.people.findUser(userId);
    if (!user) throw unknown('user');
    return c.json(await presenceOf('user', user.userId, ports), 200);
  });
  api.openapi(batchRoute, async (c) =>
    c.json(await reportPresence(c.req.valid('json').items, ports), 200),
  );
}
