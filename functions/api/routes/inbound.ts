import { createRoute } from '@hono/zod-openapi';
import { contentsOfMessage } from '../../steps/receiving/contents-of-message.ts';
import type { MailRecord } from '../../steps/receiving/ports.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { hasScope } from '../authenticate.ts';
import { unknown } from '../problem.ts';
import { addressOf } from '../query-address.ts';
import { answers, readProblems } from '../route-parts.ts';
import { mailIdSchema } from '../schemas/ids.ts';
import { inboundQuerySchema, mailDetailSchema, mailListSchema } from '../schemas/inbound.ts';
import { pageOptions } from '../schemas/page.ts';
import { shownMail } from '../shown-mail.ts';
import * as z from '../zod.ts';

const tags = ['inbound'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/inbound',
  operationId: 'listInboundMails',
  tags,
  summary: 'Mails that came in, newest first',
  description:
    'All conditions must fit. A page of several, or of a conversation, may hold fewer mails than asked for: go on as long as there is a cursor. Of a conversation, a mail that became a message stands where the message does.',
  request: { query: inboundQuerySchema },
  responses: { 200: answers(mailListSchema, 'One page'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path: '/v1/inbound/{mailId}',
  operationId: 'getInboundMail',
  tags,
  summary: 'Where a mail went, and why',
  request: { params: z.object({ mailId: mailIdSchema }) },
  description:
    'A token with the scope `full` is shown what the mail says as well, and where to fetch its octets: enough to decide on a release.',
  responses: { 200: answers(mailDetailSchema, 'The record of the mail'), ...readProblems },
});

async function contentsOf(record: MailRecord, ports: ApiPorts) {
  const { mailId } = record;
  const [message, isThere] = await Promise.all([
    contentsOfMessage(record, ports),
    ports.rawMails.isThere(mailId),
  ]);
  const contents = message ?? (isThere ? await ports.mailReader.contents(mailId) : undefined);
  return { ...contents, ...(isThere && { rawUrl: await ports.rawMailLinks.urlOf(mailId) }) };
}

export function addInbound(api: Api, ports: ApiPorts): void {
  const { inbound } = ports;
  api.openapi(listRoute, async (c) => {
    const { limit, cursor: start, from, ...filter } = c.req.valid('query');
    const { items, cursor } = await inbound.list({
      ...pageOptions({ limit, cursor: start }),
      filter: { ...filter, from: from && addressOf(from, '/from') },
    });
    return c.json({ mails: items.map(shownMail), cursor }, 200);
  });
  api.openapi(getRoute, async (c) => {
    const record = await inbound.find(c.req.valid('param').mailId);
    if (!record) throw unknown('mail');
    const contents = hasScope(c.get('token'), 'full') ? await contentsOf(record, ports) : {};
    return c.json({ ...shownMail(record), ...contents }, 200);
  });
}
