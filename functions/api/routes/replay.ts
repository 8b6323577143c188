import { createRoute } from '@hono/zod-openapi';
import type { MailRecord } from '../../steps/receiving/ports.ts';
import type { ReleaseAnswer } from '../../steps/receiving/release/ports.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';
import type { ProblemCode } from '../problems/problem-codes.ts';
import { answers, json, writeProblems } from '../route-parts.ts';
import { mailIdSchema } from '../schemas/ids.ts';
import {
  mailSchema,
  releaseBodySchema,
  replayBodySchema,
  replayPreviewSchema,
} from '../schemas/inbound.ts';
import { shownMail } from '../shown-mail.ts';
import * as z from '../zod.ts';

const params = z.object({ mailId: mailIdSchema });
const tags = ['inbound'];

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/inbound/{mailId}/replay',
  operationId: 'replayInboundMail',
  tags,
  summary: 'Processes a mail again by the current rules; a preview changes nothing',
  request: { params, body: { content: json(replayBodySchema), required: false } },
  responses: {
    200: answers(z.union([replayPreviewSchema, mailSchema]), 'The preview, or the new record'),
    ...writeProblems,
  },
});
const releaseRoute = createRoute({
  method: 'post',
  path: '/v1/inbound/{mailId}/release',
  operationId: 'releaseInboundMail',
  tags,
  summary: 'Delivers a held mail because a person vouches for it, once',
  description:
    'Without `conversationId` it goes into the conversation of its record. If that names none (its signals contradict each other, or there are none), a mail of a user or a stranger opens a new conversation, and a mail of staff needs `conversationId`. Without `as` its author is the one that it names.',
  request: { params, body: { content: json(releaseBodySchema), required: false } },
  responses: { 200: answers(mailSchema, 'The new record'), ...writeProblems },
});

const conflict = (code: ProblemCode, detail: string) => new Problem({ status: 409, code, detail });

type Refusal = Exclude<ReleaseAnswer, { kind: 'released' | 'unknown' }>;

function refusalOf(answer: Refusal, { outcome }: MailRecord): Problem {
  switch (answer.kind) {
    case 'not-held':
      return conflict(
        'not-held',
        `The mail is ${outcome}: only a held one, or one whose author is ambiguous, is released.`,
      );
    case 'not-readable':
      return conflict('not-readable', `The mail cannot be taken apart: ${answer.why}.`);
    case 'unknown-conversation':
      return invalid('unknown-conversation', '/conversationId', 'there is no such conversation');
    case 'unknown-agent':
      return invalid('unknown-agent', '/as/id', 'there is no such agent');
    case 'unknown-user':
      return invalid('unknown-user', '/as/id', 'there is no such user');
    case 'author-not-in-conversation':
      return invalid('author-not-in-conversation', '/as/id', 'is not the user of the conversation');
    case 'needs-author':
      return invalid('needs-author', '/as', 'is needed: no author can be read in the mail');
    case 'needs-conversation':
      return invalid('needs-conversation', '/conversationId', 'is needed for a mail of staff');
  }
}

export function addReplay(api: Api, { inbound, mailReader }: ApiPorts): void {
  const recordOf = async (mailId: string) => {
    const record = await inbound.find(mailId);
    if (!record) throw unknown('mail');
    return record;
  };
  api.openapi(replayRoute, async (c) => {
    const { mailId } = c.req.valid('param');
    if (c.req.valid('json').preview) {
      const preview = await mailReader.preview(mailId);
      if (!preview) throw unknown('mail');
      return c.json(preview, 200);
    }
    const answer = await mailReader.replay(mailId);
    if (answer === 'unknown') throw unknown('mail');
    if (answer === 'already-delivered') {
      throw conflict('already-delivered', 'The mail is a message already.');
    }
    return c.json(shownMail(await recordOf(mailId)), 200);
  });
  api.openapi(releaseRoute, async (c) => {
    const { mailId } = c.req.valid('param');
    const answer = await mailReader.release(mailId, c.req.valid('json'));
    if (answer.kind === 'unknown') throw unknown('mail');
    const record = await recordOf(mailId);
    if (answer.kind !== 'released') throw refusalOf(answer, record);
    return c.json(shownMail(record), 200);
  });
}
