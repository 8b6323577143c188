import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail, readMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { onlyMailTo, openScene } from '../support/scene.ts';
import { openReceiver } from './webhook-receiver.ts';

const canary = (what: string) => `canary-${what}-${randomBytes(6).toString('hex')}`;
const TEXT = canary('text');
const TOKEN = canary('token');
const PASSWORD = canary('password');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const TOKEN_KEY = randomBytes(32).toString('base64');

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline({ PIPING_API_TOKEN: TOKEN, PIPING_FUNCTION_LOGS: 'whole' });
});
afterAll(() => pipeline.stop());

const authorization = `Bearer ${TOKEN}`;
const withToken = (): TestPipeline => ({
  ...pipeline,
  api: (method, path, body, headers) =>
    pipeline.api(method, path, body, { authorization, ...headers }),
});

const closedMailbox = {
  name: 'closed',
  protocol: 'imap',
  host: '127.0.0.1',
  port: 9,
  tls: false,
  user: 'support@piping.example',
  secret: 'closed',
  address: 'support@piping.example',
};

describe('the output of the whole pipeline', () => {
  it('contains no text of a mail and no secret, also after failures', async () => {
    const { local, smtp, idle } = pipeline;
    const chat = withToken();
    const receiver = await openReceiver();
    receiver.answers.push({ status: 500 });
    const tokenKeys = { current: 'k9', keys: { k9: TOKEN_KEY } };
    await local('PUT', '/secrets/token-keys', JSON.stringify(tokenKeys));
    await chat.api('PUT', '/v1/webhooks/chat', {
      url: receiver.url,
      events: ['message.created', 'inbound.held'],
      secret: SECRET,
    });

    const scene = await openScene(chat);
    await scene.say({ kind: 'user', id: scene.user.userId }, `${TEXT} asks`);
    const toAgent = await onlyMailTo(chat, scene.agents[0]?.email ?? '');
    const from = scene.agents[0]?.email ?? '';
    await smtp(await answerMail(toAgent, { from, text: `${TEXT} answers` }));
    await smtp(await answerMail(toAgent, { from, text: `${TEXT} lies`, verdicts: 'dmarc=FAIL' }));
    await smtp({ from: 'x@y.example', raw: `${TEXT} is no header field\r\n` });
    await idle();
    await local('POST', '/ses', { fail: 'MessageRejected', times: 1 });
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, `${TEXT} is refused`);
    await local('POST', '/ses', { fail: 'Throttling', times: 2 });
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, `${TEXT} is throttled`);

    await local('PUT', '/secrets/mailboxes/closed', PASSWORD);
    await local('PUT', '/settings/mailboxes', JSON.stringify([closedMailbox]));
    await local('POST', '/poll', {});
    await chat.api('POST', '/v1/conversations', { userId: TEXT, subject: TEXT });
    await chat.api('GET', '/v1/conversations', undefined, { authorization: `Bearer ${PASSWORD}` });
    await idle(60_000);
    await receiver.close();

    const replyTo = (await readMail(toAgent)).replyTo?.[0]?.address ?? '';
    const secrets = { TEXT, TOKEN, PASSWORD, SECRET, TOKEN_KEY, replyToken: plusPart(replyTo) };
    const output = pipeline.output();
    const leaked = Object.entries(secrets).filter(([, secret]) => output.includes(secret));
    expect(leaked.map(([name]) => name)).toEqual([]);
    expect(output).toContain('mail received');
    expect((await scene.messages()).map(({ text }) => text)).toContain(`${TEXT} answers`);
  });
});

const plusPart = (address: string): string => /\+([a-z2-7]{20,})@/.exec(address)?.[1] ?? 'none';
