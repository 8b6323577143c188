import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventType } from '../../functions/conversations/events/event.ts';
import { passTime } from '../campaign/pass-time.ts';
import { answerMail } from '../support/answer-mail.ts';
import { faultsOfEvent } from '../support/documented.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { onlyMailTo } from '../support/scene.ts';
import { openReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const ALL: EventType[] = [
  'conversation.created',
  'message.created',
  'message.sent',
  'message.failed',
  'message.bounced',
  'inbound.received',
  'inbound.held',
  'user.created',
  'user.updated',
  'user.erased',
];
const USER = 'carla@kunde.example';

const HOUR_MS = 3_600_000;

let folder: string;
let pipeline: TestPipeline;
let receiver: WebhookReceiver;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'email-piping-events-'));
  writeFileSync(join(folder, 'clock'), '0');
  const playedClock = new URL('../campaign/played-clock.mjs', import.meta.url).pathname;
  pipeline = await startTestPipeline({
    NODE_OPTIONS: `--import=${playedClock}`,
    CAMPAIGN_FOLDER: folder,
  });
  receiver = await openReceiver();
  await pipeline.local('PUT', '/settings/convert-all-emails', 'on');
  await pipeline.api('PUT', '/v1/webhooks/chat', { url: receiver.url, events: ALL });
});
afterAll(async () => {
  await pipeline?.stop();
  await receiver?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The number of events since the last call, by type. */
async function told(): Promise<Record<string, number>> {
  await pipeline.idle(60_000);
  const counts: Record<string, number> = {};
  for (const { body } of receiver.calls.slice(looked)) {
    counts[body.type] = (counts[body.type] ?? 0) + 1;
  }
  looked = receiver.calls.length;
  return counts;
}
let looked = 0;

const dataOf = (type: string) =>
  receiver.calls.filter(({ body }) => body.type === type).at(-1)?.body.data;

const mailIn = (subject: string, more: string[] = []) =>
  pipeline.smtp({
    from: USER,
    raw: [
      `From: Carla <${USER}>`,
      `To: ${pipeline.address}`,
      `Subject: ${subject}`,
      `Message-ID: <${subject.replaceAll(' ', '-')}@kunde.example>`,
      ...more,
      '',
      'Where is my parcel?',
    ].join('\r\n'),
  });

/** One person from their first mail to their erasure; each test continues the one before. */
describe('the events of a person', () => {
  let conversationId = '';
  let mailBorn = '';

  it('report a first mail, its user and its conversation (S7)', async () => {
    await mailIn('first');
    expect(await told()).toEqual({
      'inbound.received': 1,
      'user.created': 1,
      'conversation.created': 1,
      'message.created': 1,
    });
    const created = dataOf('conversation.created');
    conversationId = created.conversationId;
    mailBorn = created.userId;
    expect(created.conversation).toMatchObject({ subject: 'first', status: 'open' });
    expect(dataOf('user.created').user).toMatchObject({ userId: mailBorn, email: USER });
    expect(dataOf('inbound.received')).toMatchObject({ outcome: 'delivered', from: USER });
  });

  it('report that the chat has taken the user over, whose conversation continues', async () => {
    const put = await pipeline.api('PUT', '/v1/users/u-1', { name: 'Carla', email: USER });
    expect(put.body.formerIds).toEqual([mailBorn]);
    expect(await told()).toEqual({ 'user.created': 1 });
    const shown = await pipeline.api('GET', `/v1/conversations/${conversationId}`);
    expect(shown.body.userId).toBe('u-1');
    await pipeline.api('PUT', '/v1/agents/anna', { name: 'Anna', email: 'anna@shop.example' });
    const message = { author: { kind: 'agent', id: 'anna' }, text: 'On its way.' };
    await pipeline.api('POST', `/v1/conversations/${conversationId}/messages`, message);
    expect(await told()).toEqual({ 'message.created': 1, 'message.sent': 1 });
    expect(dataOf('message.sent')).toMatchObject({
      conversationId,
      recipient: USER,
      participant: { kind: 'user', id: 'u-1' },
      reason: 'agent-replied',
    });
    const answer = { from: USER, text: 'Thank you!' };
    await pipeline.smtp(await answerMail(await onlyMailTo(pipeline, USER), answer));
    await pipeline.idle();
    const { body } = await pipeline.api('GET', `/v1/conversations/${conversationId}/messages`);
    expect(body.messages.map(({ author }: { author: { id: string } }) => author.id)).toEqual([
      'u-1',
      'anna',
      'u-1',
    ]);
    await told();
  });

  it('report an address from a Reply-To, and an address that bounced (S4, S16)', async () => {
    const mail = await onlyMailTo(pipeline, USER);
    const answer = await answerMail(mail, { from: USER, text: 'Write to my office.' });
    const raw = `Reply-To: office@kunde.example\r\n${answer.raw.toString('latin1')}`;
    await pipeline.smtp({ ...answer, raw });
    expect(await told()).toMatchObject({ 'user.updated': 1, 'message.created': 1 });
    expect(dataOf('user.updated')).toMatchObject({
      conversationId,
      userId: 'u-1',
      change: 'reply-to',
      userAddress: 'office@kunde.example',
    });
    const bounce = { type: 'Bounce', sesMessageId: mail.sesMessageId, recipient: USER };
    await pipeline.local('POST', '/feedback', bounce);
    expect(await told()).toMatchObject({ 'user.updated': 1, 'message.bounced': 1 });
    expect(dataOf('user.updated')).toMatchObject({
      change: 'suppression',
      user: { userId: 'u-1', suppressed: { reason: 'hard-bounce' } },
    });
  });

  it('are numbered without a gap, can be listed with their bodies, and sent again', async () => {
    const numbersOf = (id: string | undefined) =>
      receiver.calls
        .filter(({ body }) => body.data.conversationId === id)
        .map(({ body }) => body.data.sequence)
        .sort((left, right) => left - right);
    const numbers = numbersOf(conversationId);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const { deliveries } = (await pipeline.api('GET', '/v1/webhooks/chat/deliveries?limit=200'))
      .body;
    expect(deliveries).toHaveLength(receiver.calls.length);
    expect(deliveries[0]).toMatchObject({ state: 'delivered', status: 204 });
    const ids = receiver.calls.map(({ headers }) => headers['webhook-id']).sort();
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const resent = await pipeline.api('POST', '/v1/webhooks/chat/resend', { since });
    expect(resent.status).toBe(202);
    await pipeline.idle(60_000);
    const again = receiver.calls.slice(looked).map(({ headers }) => headers['webhook-id']);
    expect(again.sort()).toEqual(ids);
    looked = receiver.calls.length;
  });

  it('are all delivered: an hour later nothing lost is found', async () => {
    const found = await passTime(pipeline, folder, HOUR_MS);
    expect(Object.values(found).filter((count) => count !== 0)).toEqual([]);
    expect(await told()).toEqual({});
  });

  it('end with their erasure by a former id (S19)', async () => {
    const { status } = await pipeline.api('DELETE', `/v1/users/${mailBorn}`);
    expect(status).toBe(202);
    await pipeline.idle(60_000);
    await expect
      .poll(() => dataOf('user.erased'), { timeout: 30_000 })
      .toMatchObject({ userId: 'u-1' });
    for (const path of ['users/u-1', `users/${mailBorn}`, `conversations/${conversationId}`]) {
      expect((await pipeline.api('GET', `/v1/${path}`)).status).toBe(404);
    }
  });

  it('have the documented form', () => {
    const types = new Set(receiver.calls.map(({ body }) => body.type));
    const wanted = ALL.filter((type) => type !== 'message.failed' && type !== 'inbound.held');
    expect(types).toEqual(new Set(wanted));
    expect(receiver.calls.flatMap(({ body }) => faultsOfEvent(body))).toEqual([]);
  });
});
