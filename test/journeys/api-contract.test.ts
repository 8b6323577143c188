import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Operation,
  oddPaths,
  operationsOf,
  wrongBodies,
  wrongQueries,
} from '../support/api-samples.ts';
import { type HttpAnswer, startTestPipeline, type TestPipeline } from '../support/pipeline.ts';

/** The ids in the paths, one of each kind. */
const ids: Record<string, string> = {
  departmentId: 'dep-1',
  agentId: 'agent-1',
  userId: 'user-1',
  webhookId: 'hook-1',
  name: 'human-takeover',
  address: 'nobody@kunde.example',
};
/** A good body for every call that takes one. */
const bodies: Record<string, (known: Record<string, string>) => Record<string, unknown>> = {
  'PUT /v1/departments/{departmentId}': () => ({ name: 'Billing' }),
  'PUT /v1/agents/{agentId}': () => ({ name: 'Anna', email: 'anna@shop.example', aliases: [] }),
  'PUT /v1/users/{userId}': () => ({ name: 'Carla', email: 'carla@kunde.example' }),
  'PUT /v1/agents/{agentId}/presence': () => ({ status: 'online', forSeconds: 60 }),
  'PUT /v1/users/{userId}/presence': () => ({ status: 'offline' }),
  'PUT /v1/presence': () => ({ items: [{ kind: 'agent', id: 'agent-1', status: 'online' }] }),
  'POST /v1/conversations': () => ({ userId: 'user-1', departmentId: 'dep-1', subject: 'Hi' }),
  'PATCH /v1/conversations/{conversationId}': () => ({ agentId: null, status: 'open' }),
  'POST /v1/conversations/{conversationId}/messages': () => ({
    author: { kind: 'user', id: 'user-1' },
    text: 'Good morning',
  }),
  'POST /v1/attachments': () => ({ filename: 'a.txt', contentType: 'text/plain', size: 5 }),
  'POST /v1/inbound/{mailId}/replay': () => ({ preview: true }),
  'POST /v1/inbound/{mailId}/release': ({ conversationId = '' }) => ({ conversationId }),
  'PUT /v1/settings/{name}': () => ({ value: 'off' }),
  'PUT /v1/mailbox-secrets/{name}': () => ({ value: 'correct horse' }),
  'PUT /v1/webhooks/{webhookId}': () => ({
    url: 'http://127.0.0.1:9/hook',
    events: ['inbound.held'],
  }),
  'POST /v1/webhooks/{webhookId}/resend': () => ({ since: '2026-11-01T00:00:00Z' }),
};
/** These delete what the others need, so they come last, in this order. */
const LAST = ['DELETE /v1/webhooks/{webhookId}', 'DELETE /v1/departments/{departmentId}'].concat(
  ['DELETE /v1/agents/{agentId}', 'DELETE /v1/users/{userId}'],
  ['GET /v1/erasures/{erasureId}'],
);

let pipeline: TestPipeline;
let operations: Operation[];

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
const fill = (path: string) =>
  path.replaceAll(/\{([^}]+)\}/g, (_whole, name) => ids[name] ?? 'unknown');

function expectProblem(what: string, answer: HttpAnswer): void {
  const type = answer.headers.get('content-type');
  expect([what, answer.status < 500, type]).toEqual([what, true, 'application/problem+json']);
  expect(answer.body).toMatchObject({ status: answer.status, code: expect.any(String) });
}

async function callOf(operation: Operation, path = fill(operation.path), body?: unknown) {
  const answer = await pipeline.api(operation.method, path, body);
  const what = `${operation.method} ${path} ${JSON.stringify(body)?.slice(0, 200)}`;
  if (answer.status >= 400) expectProblem(what, answer);
  return { answer, what };
}

beforeAll(async () => {
  pipeline = await startTestPipeline();
  operations = operationsOf((await pipeline.api('GET', '/openapi.json')).body);
  await pipeline.smtp({
    from: 'mallory@elsewhere.example',
    raw: [
      'X-Local-Verdicts: virus=FAIL',
      'From: mallory@elsewhere.example',
      'To: support@piping.example',
      'Subject: held',
      '',
      'Held.',
    ].join('\r\n'),
  });
  await pipeline.idle();
  ids.mailId = (await pipeline.api('GET', '/v1/inbound')).body.mails[0].mailId;
});
afterAll(() => pipeline?.stop());

describe('the OpenAPI document', () => {
  it('is served as written, which is what the tests check answers against', async () => {
    const written = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    expect((await pipeline.api('GET', '/openapi.json')).body).toEqual(written);
  });

  it('is followed by every operation with good input', async () => {
    const first = ['PUT /v1/departments', 'PUT /v1/agents/{agentId}', 'PUT /v1/users/{userId}']
      .concat('PUT', 'POST /v1/conversations', 'POST /v1/attachments', 'POST')
      .map((start) => (operation: Operation) => nameOf(operation).startsWith(start));
    const rank = (operation: Operation) => {
      const last = LAST.indexOf(nameOf(operation));
      if (last >= 0) return 100 + last;
      const early = first.findIndex((isOne) => isOne(operation));
      return early >= 0 ? early : 50;
    };
    for (const operation of operations.toSorted((one, other) => rank(one) - rank(other))) {
      const body = bodies[nameOf(operation)]?.(ids);
      const { answer, what } = await callOf(operation, fill(operation.path), body);
      expect([what, operation.statuses.includes(answer.status)]).toEqual([what, true]);
      const isLinkWithoutKey = operation.path.startsWith('/attachments');
      const isReleased = nameOf(operation).endsWith('/release');
      const isNotUploaded = operation.path.includes('{attachmentId}');
      const isNotThere = /\{(address|eventId)\}/.test(operation.path);
      if (isLinkWithoutKey || isReleased || isNotUploaded || isNotThere) continue;
      expect([what, answer.status < 400, answer.text.slice(0, 300)]).toEqual([
        what,
        true,
        answer.text.slice(0, 300),
      ]);
      for (const [name, value] of Object.entries(answer.body ?? {})) {
        if (name.endsWith('Id') && typeof value === 'string') ids[name] ??= value;
      }
    }
  });

  it('is followed with wrong input, by a problem document and never a 5xx', async () => {
    const statuses: Record<number, number> = {};
    for (const operation of operations.filter(({ method }) => method !== 'DELETE')) {
      const good = bodies[nameOf(operation)]?.(ids) ?? {};
      const calls = [
        ...wrongQueries(operation).map((query) => [query, good]),
        ...(operation.body ? wrongBodies(operation.body, good).map((body) => ['', body]) : []),
      ] as [string, unknown][];
      for (const [query, body] of calls) {
        const sent = typeof body === 'string' ? JSON.stringify(body) : body;
        const path = fill(operation.path) + query;
        const { answer } = await callOf(operation, path, operation.body && sent);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      }
    }
    expect(statuses[422]).toBeGreaterThan(300);
  });

  it('is followed with odd ids in paths', async () => {
    for (const operation of operations) {
      const body = bodies[nameOf(operation)]?.(ids);
      for (const path of oddPaths(operation.path)) {
        const { answer, what } = await callOf(operation, path, body);
        expect([what, answer.status >= 400]).toEqual([what, true]);
      }
    }
  });

  it('needs a token for every path below /v1', async () => {
    for (const operation of operations.filter(({ path }) => path.startsWith('/v1'))) {
      const answer = await pipeline.api(operation.method, fill(operation.path), undefined, {
        authorization: 'Bearer wrong',
      });
      expectProblem(nameOf(operation), answer);
      expect(answer.body.code).toBe('unauthorized');
    }
  });
});
