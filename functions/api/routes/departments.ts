import { createRoute } from '@hono/zod-openapi';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, bodyOf, readProblems, writeProblems } from '../route-parts.ts';
import { departmentIdSchema } from '../schemas/ids.ts';
import { pageQuerySchema } from '../schemas/page.ts';
import { departmentBodySchema, departmentListSchema, departmentSchema } from '../schemas/people.ts';
import * as z from '../zod.ts';

const params = z.object({ departmentId: departmentIdSchema });
const path = '/v1/departments/{departmentId}';
const tags = ['departments'];

const putRoute = createRoute({
  method: 'put',
  path,
  operationId: 'putDepartment',
  tags,
  summary: 'Creates or replaces a department',
  request: { params, ...bodyOf(departmentBodySchema) },
  responses: { 200: answers(departmentSchema, 'The department'), ...writeProblems },
});
const getRoute = createRoute({
  method: 'get',
  path,
  operationId: 'getDepartment',
  tags,
  summary: 'One department',
  request: { params },
  responses: { 200: answers(departmentSchema, 'The department'), ...readProblems },
});
const listRoute = createRoute({
  method: 'get',
  path: '/v1/departments',
  operationId: 'listDepartments',
  tags,
  summary: 'Every department, by id',
  request: { query: pageQuerySchema },
  responses: { 200: answers(departmentListSchema, 'One page'), ...readProblems },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'removeDepartment',
  tags,
  summary: 'Removes a department. Agents and conversations keep its id until they are changed',
  request: { params },
  responses: { 204: { description: 'Removed' }, ...writeProblems },
});

export function addDepartments(api: Api, { people }: ApiPorts): void {
  api.openapi(putRoute, async (c) => {
    const department = { ...c.req.valid('param'), ...c.req.valid('json') };
    await people.putDepartment(department);
    return c.json(department, 200);
  });
  api.openapi(getRoute, async (c) => {
    const department = await people.findDepartment(c.req.valid('param').departmentId);
    if (!department) throw unknown('department');
    return c.json(department, 200);
  });
  api.openapi(listRoute, async (c) => {
    const { items, cursor } = await people.listDepartments(c.req.valid('query'));
    return c.json({ departments: items, cursor }, 200);
  });
  api.openapi(deleteRoute, async (c) => {
    const isGone = await people.removeDepartment(c.req.valid('param').departmentId);
    if (!isGone) throw unknown('department');
    return c.body(null, 204);
  });
}
