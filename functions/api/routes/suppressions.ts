import { createRoute } from '@hono/zod-openapi';
import { liftSuppression } from '../../steps/feedback/lift-suppression.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, readProblems, writeProblems } from '../route-parts.ts';
import { pageQuerySchema } from '../schemas/page.ts';
import { suppressionListSchema } from '../schemas/suppressions.ts';
import * as z from '../zod.ts';

const tags = ['suppressions'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/suppressions',
  operationId: 'listSuppressions',
  tags,
  summary: 'Lists suppressed addresses, newest first',
  description: 'An address that bounced permanently, or complained, gets no more mail.',
  request: { query: pageQuerySchema },
  responses: { 200: answers(suppressionListSchema, 'One page'), ...readProblems },
});
const liftRoute = createRoute({
  method: 'delete',
  path: '/v1/suppressions/{address}',
  operationId: 'liftSuppression',
  tags,
  summary: 'Ends the suppression of an address',
  description: 'Removes it from our list and from the suppression list of the SES account.',
  request: {
    params: z.object({ address: z.string().openapi({ example: 'carla@kunde.example' }) }),
  },
  responses: { 204: { description: 'The address gets mail again' }, ...writeProblems },
});

export function addSuppressions(api: Api, ports: ApiPorts): void {
  api.openapi(listRoute, async (c) => {
    const { items, cursor } = await ports.suppressions.list(c.req.valid('query'));
    return c.json({ suppressions: items, cursor }, 200);
  });
  api.openapi(liftRoute, async (c) => {
    const isLifted = await liftSuppression(c.req.valid('param').address, ports);
    if (!isLifted) throw unknown('suppression');
    return c.body(null, 204);
  });
}
