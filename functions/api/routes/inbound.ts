import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problem.ts';
import { answers, readProblems } from '../route-parts.ts';
import { mailIdSchema } from '../schemas/ids.ts';
import { inboundQuerySchema, mailListSchema, mailSchema } from '../schemas/inbound.ts';
import { pageOptions } from '../schemas/page.ts';
import { shownMail } from '../shown-mail.ts';

const tags = ['inbound'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/inbound',
  tags,
  summary: 'Mails that came in, newest first',
  description: 'A page of one outcome may hold fewer mails than asked for and still have a cursor.',
  request: { query: inboundQuerySchema },
  responses: { 200: answers(mailListSchema, 'One page'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path: '/v1/inbound/{mailId}',
  tags,
  summary: 'Where a mail went, and why (S11)',
  request: { params: z.object({ mailId: mailIdSchema }) },
  responses: { 200: answers(mailSchema, 'The record of the mail'), ...readProblems },
});

export function addInbound(api: Api, { inbound }: ApiPorts): void {
  api.openapi(listRoute, async (c) => {
    const { outcome, ...query } = c.req.valid('query');
    const { items, cursor } = await inbound.list({ ...pageOptions(query), outcome });
    return c.json({ mails: items.map(shownMail), cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const record = await inbound.find(c.req.valid('param').mailId);
    if (!record) throw unknown('mail');
    return c.json(shownMail(record), 200);
  });
}
