import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { onlyMailTo, openScene } from '../support/scene.ts';
import { openReceiver, type WebhookCall, type WebhookReceiver } from './webhook-receiver.ts';

const ALL = ['message.created', 'message.bounced', 'inbound.held'];

let pipeline: TestPipeline;
let receiver: WebhookReceiver;

beforeAll(async () => {
  pipeline = await startTestPipeline();
  await pipeline.api('PUT', '/v1/users/u-1', { name: 'Carla', email: 'carla@kunde.example' });
  await pipeline.api('PUT', '/v1/agents/anna', { name: 'Anna', email: 'anna@shop.example' });
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await pipeline.api('DELETE', '/v1/webhooks/chat');
  await pipeline.idle(60_000);
  await receiver.close();
});

const put = (body: object) => pipeline.api('PUT', '/v1/webhooks/chat', body);

async function openConversation(): Promise<string> {
  const { body } = await pipeline.api('POST', '/v1/conversations', { userId: 'u-1' });
  return body.conversationId;
}

const write = (conversationId: string, text: string) =>
  pipeline.api('POST', `/v1/conversations/${conversationId}/messages`, {
    author: { kind: 'user', id: 'u-1' },
    text,
  });

const verify = (secret: string, { text, headers }: WebhookCall) =>
  new Webhook(secret).verify(text, headers);

describe('webhooks', () => {
  it('carry messages, with signatures that the public library accepts', async () => {
    const { status, body } = await put({ url: receiver.url, events: ALL });
    expect(status).toBe(200);
    expect(body.secret).toMatch(/^whsec_/);
    const conversationId = await openConversation();
    const { body: posted } = await write(conversationId, 'Ciao');
    await pipeline.idle();
    const [call] = receiver.calls;
    expect(verify(body.secret, call as WebhookCall)).toMatchObject({
      type: 'message.created',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        conversationId,
        messageId: posted.messageId,
        sequence: 1,
        message: { author: { kind: 'user', id: 'u-1' }, channel: 'chat', text: 'Ciao' },
      },
    });
    expect(receiver.calls).toHaveLength(1);
  });

  it('number the events of each conversation without gaps', async () => {
    await put({ url: receiver.url, events: ALL });
    const [first, second] = [await openConversation(), await openConversation()];
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => write(n % 2 ? first : second, `text ${n}`)));
    await write(first, 'the last one');
    await pipeline.idle();
    const numbers = (id: string) =>
      receiver.calls
        .filter(({ body }) => body.data.conversationId === id)
        .map(({ body }) => body.data.sequence)
        .sort((left, right) => left - right);
    expect([numbers(first), numbers(second)]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3],
    ]);
  });

  it('all arrive once the receiver is back, under the ids of the first try', async () => {
    await put({ url: receiver.url, events: ALL });
    const conversationId = await openConversation();
    receiver.answers.push({ status: 500 }, { status: 302, headers: { location: receiver.url } });
    await write(conversationId, 'one');
    await write(conversationId, 'two');
    await write(conversationId, 'three');
    await pipeline.idle(60_000);
    const ids = receiver.calls.map(({ headers }) => headers['webhook-id']);
    expect(receiver.calls).toHaveLength(5);
    expect(new Set(ids).size).toBe(3);
    const { body } = await pipeline.api('GET', '/v1/webhooks/chat');
    const states = body.recentDeliveries.map(({ state }: { state: string }) => state);
    expect(states).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('arrive when the receiver was not listening at all', async () => {
    await put({ url: receiver.url, events: ALL });
    const { port } = receiver;
    await receiver.close();
    await write(await openConversation(), 'anybody there?');
    await expect.poll(shownAttempts, { timeout: 20_000 }).toBeGreaterThan(0);
    receiver = await openReceiver(port);
    await pipeline.idle(60_000);
    expect(receiver.calls.map(({ body }) => body.data.message.text)).toEqual(['anybody there?']);
  });

  const shownAttempts = async () => {
    const { body } = await pipeline.api('GET', '/v1/webhooks/chat');
    return body.recentDeliveries[0]?.attempts ?? 0;
  };

  it('report held mail with its reason', async () => {
    await put({ url: receiver.url, events: ['inbound.held'] });
    const raw = [
      'From: anna@shop.example',
      `To: ${pipeline.address}`,
      'Message-ID: <held-1@shop.example>',
      'Subject: hello',
      'X-Local-Verdicts: spf=FAIL dkim=FAIL dmarc=FAIL virus=FAIL',
      '',
      'text',
    ].join('\r\n');
    await pipeline.smtp({ from: 'anna@shop.example', raw });
    await pipeline.idle();
    expect(receiver.calls.map(({ body }) => body)).toMatchObject([
      { type: 'inbound.held', data: { reason: 'virus', from: 'anna@shop.example', sequence: 1 } },
    ]);
  });

  it('report a bounce: the notice for the chat, and the bounced mail (S16)', async () => {
    const scene = await openScene(pipeline);
    await put({ url: receiver.url, events: ALL });
    const messageId = await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'hello');
    const { sesMessageId } = await onlyMailTo(pipeline, scene.user.email);
    const bounce = { type: 'Bounce', sesMessageId, recipient: scene.user.email };
    await pipeline.local('POST', '/feedback', bounce);
    await pipeline.local('POST', '/feedback', bounce);
    await pipeline.idle();
    const events = receiver.calls.map(({ body }) => body);
    expect(events.map(({ data }) => data.sequence).sort()).toEqual([1, 2, 3]);
    expect(events.find(({ type }) => type === 'message.bounced').data).toMatchObject({
      conversationId: scene.conversationId,
      messageId,
      recipient: scene.user.email,
      participant: { kind: 'user', id: scene.user.userId },
      decision: 'bounced',
      reason: 'hard-bounce',
    });
    const flags = events.flatMap(({ data }) => data.message?.flags ?? []);
    expect(flags).toEqual(['bounced']);
  });

  it('end with 410, until the webhook is put again', async () => {
    const { body } = await put({ url: receiver.url, events: ALL });
    const conversationId = await openConversation();
    receiver.answers.push({ status: 410 });
    await write(conversationId, 'one');
    await pipeline.idle();
    await write(conversationId, 'two');
    await pipeline.idle();
    expect(receiver.calls).toHaveLength(1);
    const { body: shown, text } = await pipeline.api('GET', '/v1/webhooks/chat');
    expect(shown.disabledAt).toMatch(/Z$/);
    expect(shown.recentDeliveries).toMatchObject([{ state: 'dead', status: 410, attempts: 1 }]);
    expect(text).not.toContain(body.secret);
    const again = await put({ url: receiver.url, events: ALL });
    expect(again.body.disabledAt).toBeUndefined();
    await write(conversationId, 'three');
    await pipeline.idle();
    expect(verify(body.secret, receiver.calls[1] as WebhookCall)).toMatchObject({
      data: { message: { text: 'three' } },
    });
  });

  it('are signed with the old and the new secret while secrets change, and contain neither', async () => {
    const { body } = await put({ url: receiver.url, events: ALL });
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const rotated = await put({ url: receiver.url, events: ALL, secret });
    const kept = await put({ url: receiver.url, events: ALL });
    expect([rotated.body.secret, kept.body.secret]).toEqual([undefined, undefined]);
    await write(await openConversation(), 'Ciao');
    await pipeline.idle();
    const call = receiver.calls[0] as WebhookCall;
    for (const valid of [body.secret, secret]) {
      expect(verify(valid, call)).toMatchObject({ type: 'message.created' });
    }
    expect(() => verify(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, call)).toThrow();
    expect(pipeline.output()).not.toContain(secret.slice(6));
  });

  it('can be tested by a test event, whose answer is returned', async () => {
    const { body } = await put({ url: receiver.url, events: ['inbound.held'] });
    const good = await pipeline.api('POST', '/v1/webhooks/chat/test');
    expect(good.body).toMatchObject({ delivered: true, status: 204 });
    expect(verify(body.secret, receiver.calls[0] as WebhookCall)).toMatchObject({
      type: 'webhook.test',
    });
    receiver.answers.push({ status: 307, headers: { location: receiver.url } });
    const moved = await pipeline.api('POST', '/v1/webhooks/chat/test');
    expect(moved.body).toMatchObject({ delivered: false, status: 307 });
    expect(receiver.calls).toHaveLength(2);
  });

  it.each(['http://10.0.0.1/', 'https://169.254.169.254/'])('refuse the target %s', async (url) => {
    const { status, body } = await put({ url, events: ALL });
    expect([status, body.code]).toEqual([422, 'webhook-target-refused']);
  });
});
