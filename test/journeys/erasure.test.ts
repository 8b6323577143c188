import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { fateOf, mailsTo, openScene, type Scene } from '../support/scene.ts';
import { readStoredData } from '../support/stored-data.ts';
import { openReceiver, type WebhookReceiver } from './webhook-receiver.ts';

let pipeline: TestPipeline;
let receiver: WebhookReceiver;
beforeAll(async () => {
  pipeline = await startTestPipeline();
  receiver = await openReceiver();
  await pipeline.api('PUT', '/v1/webhooks/chat', {
    url: receiver.url,
    events: ['message.created', 'message.bounced', 'inbound.held'],
  });
});
afterAll(async () => {
  await pipeline.stop();
  await receiver.close();
});

/** A word that occurs only in this person's data. */
const CANARY = 'zyxcanary';
const PERSON = {
  userId: 'zyxcanary-user',
  name: 'Zyxcanary Person',
  email: 'zyxcanary@private.example',
};

/** The places that contain a text, plain or in base64. */
async function tracesOf(word: string): Promise<string[]> {
  const stored = await readStoredData(pipeline);
  return stored
    .filter(({ text }) => `${text}\n${decodeBase64Lines(text)}`.toLowerCase().includes(word))
    .map(({ place }) => place);
}

/** Bodies of mails are base64 in lines of 76. */
const decodeBase64Lines = (text: string) =>
  text
    .split(/\r?\n\r?\n/)
    .map((block) => Buffer.from(block.replace(/--[^\n]*/g, ''), 'base64').toString('utf8'))
    .join('\n');

async function sendAs(from: string, subject: string, body: string, more: string[] = []) {
  const raw = [
    `From: ${from}`,
    `To: ${pipeline.address}`,
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@client.example>`,
    ...more,
    '',
    body,
    '',
  ].join('\r\n');
  await pipeline.smtp({ from, raw });
  await pipeline.idle();
}

async function upload(conversation: Scene): Promise<void> {
  const content = `file of ${CANARY}`;
  const { body } = await pipeline.api('POST', '/v1/attachments', {
    filename: `${CANARY}.txt`,
    contentType: 'text/plain',
    size: content.length,
  });
  const put = await fetch(body.uploadUrl, {
    method: 'PUT',
    headers: { 'content-type': 'text/plain' },
    body: content,
  });
  expect(put.status).toBe(200);
  await conversation.say({ kind: 'user', id: PERSON.userId }, 'with a file', {
    attachmentIds: [body.attachmentId],
  });
}

const onlyAnswerable = async (address: string) => {
  const mail = (await mailsTo(pipeline, address)).at(-1);
  if (!mail) throw new Error(`no mail to ${address}`);
  return mail;
};

async function erase(userId: string) {
  const { status, body } = await pipeline.api('DELETE', `/v1/users/${userId}`);
  expect(status).toBe(202);
  return body.erasureId as string;
}

const erasureOf = async (erasureId: string) =>
  (await pipeline.api('GET', `/v1/erasures/${erasureId}`)).body;

/** Makes everything that a person leaves behind, in both directions. */
async function liveThrough(scene: Scene, other: Scene): Promise<void> {
  const [agent] = scene.agents;
  const agentMail = agent?.email ?? '';
  await scene.say({ kind: 'user', id: PERSON.userId }, `${CANARY} asks`);
  await scene.say({ kind: 'user', id: PERSON.userId }, `${CANARY} ${'long '.repeat(19_000)}`);
  await upload(scene);
  await pipeline.smtp(
    await answerMail(await onlyAnswerable(agentMail), { from: agentMail, text: 'An answer.' }),
  );
  await pipeline.idle();
  const toPerson = await onlyAnswerable(PERSON.email);
  const answer = await answerMail(toPerson, { from: PERSON.email, text: `${CANARY} replies` });
  await pipeline.smtp(answer);
  await pipeline.idle();
  await pipeline.smtp(answer);
  await pipeline.smtp(
    await answerMail(toPerson, {
      from: 'stranger@elsewhere.example',
      text: `a stranger has the mail of ${CANARY}`,
      verdicts: 'spf=FAIL dkim=FAIL dmarc=FAIL',
    }),
  );
  const [agentCopy] = await mailsTo(pipeline, agentMail);
  const wireId = `<${agentCopy?.sesMessageId}@eu-west-1.amazonses.com>`;
  await sendAs(agentMail, 'away', `> ${CANARY} asked`, [
    'Auto-Submitted: auto-replied',
    `In-Reply-To: ${wireId}`,
  ]);
  const quoting = await answerMail(await onlyAnswerable(agentMail), {
    from: agentMail,
    text: `you wrote ${CANARY}`,
  });
  await pipeline.smtp(quoting);
  await pipeline.idle();
  await pipeline.smtp(quoting);
  await pipeline.idle();
  await sendAs(PERSON.email, 'held one', `${CANARY} with a virus`, [
    'X-Local-Verdicts: virus=FAIL',
  ]);
  await sendAs(PERSON.email, 'ignored one', `${CANARY} without a conversation`);
  const [otherAgent] = other.agents;
  await other.say({ kind: 'agent', id: otherAgent?.agentId }, 'to the other user');
  await pipeline.smtp(
    await answerMail(await onlyAnswerable(other.user.email), {
      from: PERSON.email,
      text: `${CANARY} is a guest`,
    }),
  );
  await pipeline.idle();
  await other.say({ kind: 'user', id: other.user.userId }, 'after the guest');
  await pipeline.local('POST', '/feedback', {
    type: 'Bounce',
    sesMessageId: toPerson.sesMessageId,
    recipient: PERSON.email,
  });
  await pipeline.idle();
}

describe('erasure (S19)', () => {
  it('leaves no trace of a person in any item or object, and keeps others', async () => {
    const scene = await openScene(pipeline, { user: PERSON });
    const other = await openScene(pipeline);
    await liveThrough(scene, other);
    expect((await fateOf(pipeline, 'held one'))?.outcome).toBe('held');
    expect((await tracesOf(CANARY)).length).toBeGreaterThan(20);
    const before = await other.messages();

    const erasureId = await erase(PERSON.userId);
    expect((await pipeline.api('GET', `/v1/users/${PERSON.userId}`)).status).toBe(404);
    const path = `/v1/conversations/${scene.conversationId}`;
    expect((await pipeline.api('GET', path)).status).toBe(404);
    expect((await pipeline.api('GET', `${path}/messages`)).status).toBe(404);
    await pipeline.idle(60_000);

    expect(await tracesOf(CANARY)).toEqual([]);
    const erasure = await erasureOf(erasureId);
    expect(erasure).toMatchObject({
      status: 'done',
      removed: { users: 1, conversations: 1, attachments: 1, suppressions: 1 },
    });
    expect(erasure.removed.messages).toBeGreaterThanOrEqual(5);
    expect(erasure.removed.mails).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(erasure)).not.toContain(CANARY);
    const kept = await other.messages();
    expect(kept.map(({ text }) => text)).toEqual(
      before.filter(({ author }) => author.kind !== 'guest').map(({ text }) => text),
    );
    expect((await pipeline.api('GET', `/v1/agents/${scene.agents[0]?.agentId}`)).status).toBe(200);
  });

  it('creates no conversation again when its mail is answered later', async () => {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'hello');
    const mail = await onlyAnswerable(scene.user.email);
    await erase(scene.user.userId);
    await pipeline.smtp(
      await answerMail(mail, { from: scene.user.email, text: 'too late', subject: 'too late' }),
    );
    await pipeline.idle(60_000);
    const record = await fateOf(pipeline, 'too late');
    expect([undefined, 'no-conversation']).toContain(record?.reason);
    const path = `/v1/conversations/${scene.conversationId}`;
    expect((await pipeline.api('GET', path)).status).toBe(404);
  });

  it('returns the running erasure, and 404 once it is done', async () => {
    const scene = await openScene(pipeline);
    const erasureId = await erase(scene.user.userId);
    expect(await erase(scene.user.userId)).toBe(erasureId);
    await pipeline.idle(60_000);
    expect((await erasureOf(erasureId)).status).toBe('done');
    const again = await pipeline.api('DELETE', `/v1/users/${scene.user.userId}`);
    expect(again.status).toBe(404);
    expect((await pipeline.api('GET', '/v1/erasures/nobody')).status).toBe(404);
  });

  it('accepts the same user id once it is done, not while it is running', async () => {
    const scene = await openScene(pipeline);
    const { userId, email } = scene.user;
    await erase(userId);
    const early = await pipeline.api('PUT', `/v1/users/${userId}`, { email });
    expect([early.status, early.body.code]).toEqual([409, 'erasure-running']);
    await pipeline.idle(60_000);
    expect((await pipeline.api('PUT', `/v1/users/${userId}`, { email })).status).toBe(200);
    const { body } = await pipeline.api('POST', '/v1/conversations', { userId });
    await pipeline.idle();
    const path = `/v1/conversations/${body.conversationId}`;
    expect((await pipeline.api('GET', path)).status).toBe(200);
  });

  it('keeps the mail of an address that another user has, too', async () => {
    const [first, second] = [await openScene(pipeline), await openScene(pipeline)];
    const { email } = first.user;
    await pipeline.api('PUT', `/v1/users/${second.user.userId}`, { email });
    await second.say({ kind: 'agent', id: second.agents[0]?.agentId }, 'hello');
    const mail = await onlyAnswerable(email);
    await pipeline.smtp(await answerMail(mail, { from: email, text: 'from the shared address' }));
    await pipeline.idle();
    await erase(first.user.userId);
    await pipeline.idle(60_000);
    expect((await second.messages()).map(({ text }) => text)).toEqual([
      'hello',
      'from the shared address',
    ]);
  });
});
