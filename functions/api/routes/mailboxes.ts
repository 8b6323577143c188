import { createRoute } from '@hono/zod-openapi';
import { type Mailbox, readMailboxes } from '../../settings/mailboxes/mailboxes.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { findMovedPasswords } from '../../steps/configuring/guard-passwords.ts';
import { readMailboxFates } from '../../steps/polling/mailbox-fates.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { needsScope } from '../middleware/authenticate.ts';
import { Problem, passwordNeeded } from '../problems/problem.ts';
import {
  answers,
  bodyOf,
  json,
  problems,
  scopedReadProblems,
  writeProblems,
} from '../route-parts.ts';
import {
  mailboxFatesSchema,
  rehearsalBodySchema,
  rehearsalSchema,
  secretBodySchema,
  secretNameSchema,
  writtenSecretSchema,
} from '../schemas/mailboxes.ts';
import * as z from '../zod.ts';

const tags = ['settings'];
const middleware = needsScope('admin');

const secretRoute = createRoute({
  method: 'put',
  path: '/v1/mailbox-secrets/{name}',
  operationId: 'putMailboxSecret',
  tags,
  middleware,
  summary: 'Stores the password of a mailbox, which the next poll uses',
  description:
    'Needs the scope `admin`. No call returns it, and it stays when its mailbox is removed from the setting: `npm run doctor` names passwords that no mailbox uses, with the command that deletes them.',
  request: { params: z.object({ name: secretNameSchema }), ...bodyOf(secretBodySchema) },
  responses: { 200: answers(writtenSecretSchema, 'Stored'), ...writeProblems },
});
const rehearseRoute = createRoute({
  method: 'post',
  path: '/v1/mailboxes/rehearse',
  operationId: 'rehearseMailboxes',
  tags,
  middleware,
  summary: 'Logs in to the mailboxes and lists what a poll would collect; changes nothing',
  description:
    'Needs the scope `admin`. Entries and passwords can be tried before they are stored. An entry that would log in elsewhere than the setting, or as another user, needs its password (422 `password-needed`).',
  request: { body: { content: json(rehearsalBodySchema), required: false } },
  responses: {
    200: answers(rehearsalSchema, 'The result for each mailbox'),
    ...writeProblems,
    ...problems(503),
  },
});

const fatesRoute = createRoute({
  method: 'get',
  path: '/v1/mailboxes',
  operationId: 'listMailboxes',
  tags,
  middleware: needsScope('full'),
  summary: 'Lists the mailboxes of the setting: when each was last polled, and what went wrong',
  description: 'Needs the scope `full` or `admin`.',
  responses: {
    200: answers(mailboxFatesSchema, 'In the order of the setting'),
    ...scopedReadProblems,
  },
});

/** The schema has refused bad entries. */
function readEntries(entries: unknown[] = []): Mailbox[] {
  const read = readMailboxes(entries);
  return read.isGood ? read.mailboxes : [];
}

export function addMailboxes(api: Api, ports: ApiPorts): void {
  const { mailboxSecrets, mailboxLogins, parameters, rehearser } = ports;
  api.openapi(fatesRoute, async (c) => {
    const { mailboxes } = await ports.settings.read();
    return c.json(
      { mailboxes: await readMailboxFates(mailboxes, ports.mailboxCursors, ports.clock.now()) },
      200,
    );
  });
  api.openapi(secretRoute, async (c) => {
    const { name } = c.req.valid('param');
    await mailboxSecrets.put(name, c.req.valid('json').value);
    await mailboxLogins.forget(name);
    return c.json({ name }, 200);
  });
  api.openapi(rehearseRoute, async (c) => {
    const tried = c.req.valid('json');
    const entries = readEntries(tried.mailboxes);
    // not from the cache: the setting may have been changed just now
    const { mailboxes } = readSettings(await parameters.readTexts()).settings;
    const moved = await findMovedPasswords(entries, mailboxes, tried.secrets ?? {}, mailboxLogins);
    if (moved.length > 0) throw passwordNeeded(moved);
    const result = await rehearser.rehearse(tried);
    if (result.kind === 'failed') {
      throw new Problem({ status: 503, code: 'rehearsal-failed', detail: result.why });
    }
    return c.json(result.report, 200);
  });
}
