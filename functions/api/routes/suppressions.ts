import { createRoute } from '@hono/zod-openapi';
import { liftSuppression } from '../../steps/notifying/lift-suppression.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problem.ts';
import { answers, readProblems, writeProblems } from '../route-parts.ts';
import { pageOptions, pageQuerySchema } from '../schemas/page.ts';
import { suppressionListSchema } from '../schemas/suppressions.ts';
import * as z from '../zod.ts';

const tags = ['suppressions'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/suppressions',
  operationId: 'listSuppressions',
  tags,
  summary: 'Addresses that are not written to, newest first',
  description: 'An address that bounced for good, or complained, is not written to any more.',
  request: { query: pageQuerySchema },
  responses: { 200: answers(suppressionListSchema, 'One page'), ...readProblems },
});
const liftRoute = createRoute({
  method: 'delete',
  path: '/v1/suppressions/{address}',
  operationId: 'liftSuppression',
  tags,
  summary: 'Writes to an address again',
  description: 'Takes it off our list and off the suppression list of the SES account.',
  request: {
    params: z.object({ address: z.string().openapi({ example: 'carla@kunde.example' }) }),
  },
  responses: { 204: { description: 'It is written to again' }, ...writeProblems },
});

export function addSuppressions(api: Api, ports: ApiPorts): void {
  api.openapi(listRoute, async (c) => {
    const { items, cursor } = await ports.suppressions.list(pageOptions(c.req.valid('query')));
    return c.json({ suppressions: items, cursor }, 200);
  });
  api.openapi(liftRoute, async (c) => {
    const isLifted = await liftSuppression(c.req.valid('param').address, ports);
    if (!isLifted) throw unknown('suppression');
    return c.body(null, 204);
  });
}
