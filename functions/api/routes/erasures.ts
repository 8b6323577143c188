import { createRoute } from '@hono/zod-openapi';
import { ERASED_KINDS } from '../../conversations/erased-counts.ts';
import { requestErasure } from '../../steps/erasing/request-erasure.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, readProblems, writeProblems } from '../route-parts.ts';
import { erasureIdSchema, userIdSchema } from '../schemas/ids.ts';
import * as z from '../zod.ts';

const tags = ['users'];
const begun = z.object({ erasureId: erasureIdSchema });
const erasureSchema = z
  .object({
    status: z.enum(['running', 'done']),
    removed: z.partialRecord(z.enum(ERASED_KINDS), z.int()).openapi({
      description: 'How many items of each kind were removed. Nothing here names the person',
    }),
  })
  .openapi('Erasure');

const eraseRoute = createRoute({
  method: 'delete',
  path: '/v1/users/{userId}',
  operationId: 'eraseUser',
  tags,
  summary: 'Erases a person: messages, mails, files and records',
  description: 'From this answer on, the user and their conversations can no longer be found.',
  request: { params: z.object({ userId: userIdSchema }) },
  responses: { 202: answers(begun, 'The erasure has begun'), ...writeProblems },
});
const getRoute = createRoute({
  method: 'get',
  path: '/v1/erasures/{erasureId}',
  operationId: 'getErasure',
  tags,
  summary: 'The progress of an erasure, and what it removed',
  request: { params: z.object({ erasureId: erasureIdSchema }) },
  responses: { 200: answers(erasureSchema, 'The erasure'), ...readProblems },
});

export function addErasures(api: Api, ports: ApiPorts): void {
  api.openapi(eraseRoute, async (c) => {
    const erasureId = await requestErasure(c.req.valid('param').userId, ports);
    if (erasureId === undefined) throw unknown('user');
    return c.json({ erasureId }, 202);
  });
  api.openapi(getRoute, async (c) => {
    const erasure = await ports.erasures.find(c.req.valid('param').erasureId);
    if (!erasure) throw unknown('erasure');
    const { status, removed } = erasure;
    return c.json({ status, removed }, 200);
  });
}
