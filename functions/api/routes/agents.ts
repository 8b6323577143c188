import { createRoute } from '@hono/zod-openapi';
import type { Agent } from '../../conversations/people/people.ts';
import { type PutAgentResult, putAgent } from '../../steps/chatting/put-agent.ts';
import { withSuppression, withSuppressions } from '../../steps/feedback/with-suppressions.ts';
import type { Page } from '../../steps/ports.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { normaliseQueryAddress } from '../normalise-query-address.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';
import { refusedAddress } from '../problems/refused-address.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { agentIdSchema } from '../schemas/ids.ts';
import {
  agentBodySchema,
  agentListSchema,
  agentSchema,
  peopleQuerySchema,
} from '../schemas/people.ts';
import * as z from '../zod.ts';

const params = z.object({ agentId: agentIdSchema });
const path = '/v1/agents/{agentId}';
const tags = ['agents'];

const putRoute = createRoute({
  method: 'put',
  path,
  operationId: 'putAgent',
  tags,
  summary: 'Creates or replaces an agent or admin',
  description:
    "An agent's addresses may be neither a form of the piping address nor an address of another agent.",
  request: { params, ...bodyOf(agentBodySchema) },
  responses: { 200: answers(agentSchema, 'The agent'), ...writeProblems },
});
const getRoute = createRoute({
  method: 'get',
  path,
  operationId: 'getAgent',
  tags,
  summary: 'One agent',
  request: { params },
  responses: { 200: answers(agentSchema, 'The agent'), ...readProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/agents',
  operationId: 'listAgents',
  tags,
  summary: 'All agents and admins by id, or the one with a given address',
  request: { query: peopleQuerySchema },
  responses: { 200: answers(agentListSchema, 'One page'), ...readProblems },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'removeAgent',
  tags,
  summary: 'Removes an agent, who has no rights from then on',
  request: { params },
  responses: { 204: { description: 'Removed' }, ...writeProblems },
});

const pointerOf = (index: number) => (index === 0 ? '/email' : `/aliases/${index - 1}`);

function refusalOf(result: Exclude<PutAgentResult, { kind: 'stored' }>): Problem {
  const pointer = pointerOf(result.index);
  switch (result.kind) {
    case 'unknown-department':
      return invalid(
        'unknown-department',
        `/departmentIds/${result.index}`,
        'there is no such department',
      );
    case 'malformed':
    case 'piping-address':
    case 'unmailable':
      return refusedAddress(result, pointer);
    case 'address-taken':
      return new Problem({
        status: 409,
        code: 'address-taken',
        detail: 'Another agent has this address.',
        errors: [{ in: 'body', pointer, message: 'another agent has this address' }],
      });
  }
}

/** The agent who owns the address; there is one at most. */
async function listOwners(address: string, people: ApiPorts['people']): Promise<Page<Agent>> {
  const { agentIds } = await people.ownersOf(address);
  const agents = await Promise.all(agentIds.map((id) => people.findAgent(id)));
  return { items: agents.filter((agent) => agent !== undefined) };
}

export function addAgents(api: Api, ports: ApiPorts): void {
  const { people, suppressions } = ports;
  api.openapi(putRoute, async (c) => {
    const result = await putAgent({ ...c.req.valid('param'), ...c.req.valid('json') }, ports);
    if (result.kind !== 'stored') throw refusalOf(result);
    return c.json(await withSuppression(result.agent, suppressions), 200);
  });
  api.openapi(getRoute, async (c) => {
    const agent = await people.findAgent(c.req.valid('param').agentId);
    if (!agent) throw unknown('agent');
    return c.json(await withSuppression(agent, suppressions), 200);
  });
  api.openapi(listRoute, async (c) => {
    const { address, ...query } = c.req.valid('query');
    const { items, cursor } =
      address === undefined
        ? await people.listAgents(query)
        : await listOwners(normaliseQueryAddress(address, '/address'), people);
    return c.json({ agents: await withSuppressions(items, suppressions), cursor }, 200);
  });
  api.openapi(deleteRoute, async (c) => {
    if (!(await people.removeAgent(c.req.valid('param').agentId))) throw unknown('agent');
    return c.body(null, 204);
  });
}
