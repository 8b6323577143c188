import { createRoute, z } from '@hono/zod-openapi';
import { reportPresence } from '../../steps/chatting/report-presence.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problem.ts';
import { answers, bodyOf, writeProblems } from '../route-parts.ts';
import { agentIdSchema, userIdSchema } from '../schemas/ids.ts';
import {
  presenceBodySchema,
  presencesAnswerSchema,
  presencesBodySchema,
} from '../schemas/people.ts';

const tags = ['presence'];
const noted = { 204: { description: 'Noted' } };

const agentRoute = createRoute({
  method: 'put',
  path: '/v1/agents/{agentId}/presence',
  tags,
  summary: 'Whether an agent is online; a heartbeat that stops means offline (S10)',
  request: { params: z.object({ agentId: agentIdSchema }), ...bodyOf(presenceBodySchema) },
  responses: { ...noted, ...writeProblems },
});
const userRoute = createRoute({
  method: 'put',
  path: '/v1/users/{userId}/presence',
  tags,
  summary: 'Whether a user is online; a heartbeat that stops means offline (S10)',
  request: { params: z.object({ userId: userIdSchema }), ...bodyOf(presenceBodySchema) },
  responses: { ...noted, ...writeProblems },
});
const batchRoute = createRoute({
  method: 'put',
  path: '/v1/presence',
  tags,
  summary: 'The presence of many at once',
  request: bodyOf(presencesBodySchema),
  responses: {
    200: answers(presencesAnswerSchema, 'Noted, but for the unknown'),
    ...writeProblems,
  },
});

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
  api.openapi(batchRoute, async (c) =>
    c.json(await reportPresence(c.req.valid('json').items, ports), 200),
  );
}
