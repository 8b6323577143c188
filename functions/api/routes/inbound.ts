import { createRoute } from '@hono/zod-openapi';
import type { MailRecord } from '../../steps/receiving/ports.ts';
import { contentsOfMessage } from '../../steps/receiving/reading/contents-of-message.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { hasScope } from '../middleware/authenticate.ts';
import { normaliseQueryAddress } from '../normalise-query-address.ts';
import { unknown } from '../problems/problem.ts';
import { answers, readProblems } from '../route-parts.ts';
import { mailIdSchema } from '../schemas/ids.ts';
import { inboundQuerySchema, mailDetailSchema, mailListSchema } from '../schemas/inbound.ts';
import { shownMail } from '../shown-mail.ts';
import * as z from '../zod.ts';

const tags = ['inbound'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/inbound',
  operationId: 'listInboundMails',
  tags,
  summary: 'Lists incoming mail, newest first',
  description:
    'A mail must meet all conditions. With several conditions, or for a conversation, a page may hold fewer mails than requested; continue while there is a cursor. For a conversation, a mail that became a message has the place of the message.',
  request: { query: inboundQuerySchema },
  responses: { 200: answers(mailListSchema, 'One page'), ...readProblems },
});
const getRoute = createRoute({
  method: 'get',
  path: '/v1/inbound/{mailId}',
  operationId: 'getInboundMail',
  tags,
  summary: 'The outcome of a mail and its reason',
  request: { params: z.object({ mailId: mailIdSchema }) },
  description:
    'With the scope `full` the answer also holds the text of the mail and the URL of its raw form: enough to decide on a release.',
  responses: { 200: answers(mailDetailSchema, 'The record of the mail'), ...readProblems },
});

async function contentsOf(record: MailRecord, ports: ApiPorts) {
  const { mailId } = record;
  const [message, isThere] = await Promise.all([
    contentsOfMessage(record, ports.conversations),
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
      limit,
      cursor: start,
      filter: { ...filter, from: from && normaliseQueryAddress(from, '/from') },
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
