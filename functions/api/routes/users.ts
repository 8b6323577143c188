import { createRoute } from '@hono/zod-openapi';
import { shownUser, type User } from '../../conversations/people/people.ts';
import { putUser } from '../../steps/chatting/put-user.ts';
import { withSuppression, withSuppressions } from '../../steps/feedback/with-suppressions.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { fittingPage } from '../fitting-page.ts';
import { normaliseQueryAddress } from '../normalise-query-address.ts';
import { Problem, unknown } from '../problems/problem.ts';
import { refusedAddress } from '../problems/refused-address.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { userIdSchema } from '../schemas/ids.ts';
import {
  peopleQuerySchema,
  userBodySchema,
  userListSchema,
  userSchema,
} from '../schemas/people.ts';
import * as z from '../zod.ts';

const params = z.object({ userId: userIdSchema });
const path = '/v1/users/{userId}';
const tags = ['users'];

const putRoute = createRoute({
  method: 'put',
  path,
  operationId: 'putUser',
  tags,
  summary: 'Creates or replaces a user',
  description:
    "The email becomes the user's own address, and remains one of their addresses when another is given later. (A Reply-To that redirects one conversation is stored with that conversation.) If an authenticated mail from this address had already created a user, that user becomes this one: their conversations move here, and both ids lead here.",
  request: { params, ...bodyOf(userBodySchema) },
  responses: { 200: answers(userSchema, 'The user'), ...writeProblems },
});
const getRoute = createRoute({
  method: 'get',
  path,
  operationId: 'getUser',
  tags,
  summary: 'One user',
  request: { params },
  responses: { 200: answers(userSchema, 'The user'), ...readProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/users',
  operationId: 'listUsers',
  tags,
  summary: 'All users by id, or those with a given address, users that you created first',
  description:
    'A page with much metadata may hold fewer users than requested; continue while there is a cursor.',
  request: { query: peopleQuerySchema },
  responses: { 200: answers(userListSchema, 'One page'), ...readProblems },
});

/** The users who own the address: few enough for one page. */
async function listOwners(address: string, people: ApiPorts['people']): Promise<User[]> {
  const { userIds } = await people.ownersOf(address);
  const users = await Promise.all(userIds.map((id) => people.findUser(id)));
  return users.filter((user) => user !== undefined);
}

export function addUsers(api: Api, ports: ApiPorts): void {
  const { people, suppressions } = ports;
  api.openapi(putRoute, async (c) => {
    const result = await putUser({ ...c.req.valid('param'), ...c.req.valid('json') }, ports);
    if (result.kind === 'being-erased') {
      const detail = 'The user with this id is being erased: try again once that is done.';
      throw new Problem({ status: 409, code: 'erasure-running', detail });
    }
    if (result.kind !== 'stored') throw refusedAddress(result, '/email');
    return c.json(await withSuppression(shownUser(result.user), suppressions), 200);
  });
  api.openapi(getRoute, async (c) => {
    const user = await people.findUser(c.req.valid('param').userId);
    if (!user) throw unknown('user');
    return c.json(await withSuppression(shownUser(user), suppressions), 200);
  });
  api.openapi(listRoute, async (c) => {
    const { address, ...query } = c.req.valid('query');
    if (address !== undefined) {
      const owners = await listOwners(normaliseQueryAddress(address, '/address'), people);
      return c.json({ users: await withSuppressions(owners.map(shownUser), suppressions) }, 200);
    }
    const { items, cursor } = await fittingPage(query, async (part) => {
      const page = await people.listUsers(part);
      return { ...page, items: await withSuppressions(page.items.map(shownUser), suppressions) };
    });
    return c.json({ users: items, cursor }, 200);
  });
}
