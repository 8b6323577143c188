import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo, openScene } from '../support/scene.ts';

const READER = { id: 'reports', token: 'token-of-read', scope: 'read' };
const WRITER = { id: 'chat', token: 'test-token', scope: 'full' };

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
  await pipeline.local('PUT', '/secrets/api-tokens', JSON.stringify([READER, WRITER]));
});
afterAll(() => pipeline?.stop());

const UNPROVED = 'spf=NONE dkim=NONE dmarc=NONE spam=PASS virus=PASS';
const FORGED = 'spf=FAIL dkim=FAIL dmarc=FAIL spam=PASS virus=PASS';

/** An agent's answer whose authentication failed: it is held. */
async function heldMail(text: string) {
  const scene = await openScene(pipeline);
  const [agent] = scene.agents;
  await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is my parcel?');
  const [mail] = await mailsTo(pipeline, agent?.email ?? '');
  if (!mail || !agent) throw new Error('the agent got no mail');
  await pipeline.smtp(await answerMail(mail, { from: agent.email, text, verdicts: FORGED }));
  await pipeline.idle();
  const { mails } = (await pipeline.api('GET', '/v1/inbound?outcome=held&limit=1')).body;
  return { scene, mailId: String(mails[0]?.mailId) };
}

describe('GET /v1/inbound/{mailId}', () => {
  it('shows everything about a held mail that is needed to decide on its release', async () => {
    const { mailId } = await heldMail('It left yesterday.');
    const { status, body } = await pipeline.api('GET', `/v1/inbound/${mailId}`);
    expect([status, body.outcome, body.reason]).toEqual([200, 'held', 'staff-not-authenticated']);
    expect(body.text).toBe('It left yesterday.');
    expect(body.elided).toContain('Where is my parcel?');
    expect(body.attachments).toEqual([]);
    const raw = await fetch(body.rawUrl);
    expect([raw.status, raw.headers.get('content-type')]).toEqual([200, 'message/rfc822']);
    expect(await raw.text()).toMatch(/^In-Reply-To: </m);
  });

  it('shows a read-only token the outcome of a mail, not its text', async () => {
    const { mailId } = await heldMail('For your eyes only.');
    const headers = { authorization: 'Bearer token-of-read' };
    const { status, body } = await pipeline.api('GET', `/v1/inbound/${mailId}`, undefined, headers);
    expect([status, body.outcome]).toEqual([200, 'held']);
    expect(Object.keys(body)).not.toContain('text');
    expect(Object.keys(body)).not.toContain('rawUrl');
  });

  it('shows the text and the message of a delivered mail', async () => {
    const { scene, mailId } = await heldMail('Now it counts.');
    expect((await pipeline.api('POST', `/v1/inbound/${mailId}/release`, {})).status).toBe(200);
    const { body } = await pipeline.api('GET', `/v1/inbound/${mailId}`);
    const message = (await scene.messages()).at(-1);
    expect(body).toMatchObject({ outcome: 'delivered', text: 'Now it counts.' });
    expect(body.messageId).toBe(message?.messageId);
  });
});

describe('GET /v1/inbound?from=', () => {
  it('lists the mails of one sender, with their present outcome', async () => {
    const { scene, mailId } = await heldMail('Of this sender.');
    const ofSender = async () => {
      const from = encodeURIComponent(scene.agents[0]?.email ?? '');
      const { mails } = (await pipeline.api('GET', `/v1/inbound?from=${from}`)).body;
      return mails.map((mail: { mailId: string; outcome: string }) => [mail.mailId, mail.outcome]);
    };
    expect(await ofSender()).toEqual([[mailId, 'held']]);
    await pipeline.api('POST', `/v1/inbound/${mailId}/release`, {});
    expect(await ofSender()).toEqual([[mailId, 'delivered']]);
  });
});

describe('release and replay', () => {
  it.each([undefined, 'application/json'])(
    'accept an empty body (content-type %s)',
    async (type) => {
      const { scene, mailId } = await heldMail('Said without a body.');
      const headers = type === undefined ? undefined : { 'content-type': type };
      const call = (what: string) =>
        pipeline.api('POST', `/v1/inbound/${mailId}/${what}`, undefined, headers);
      expect((await call('replay')).body).toMatchObject({ outcome: 'held' });
      expect((await call('release')).body).toMatchObject({ outcome: 'delivered' });
      expect((await scene.messages()).at(-1)?.text).toBe('Said without a body.');
    },
  );
});

describe('"Was it you?" (S22)', () => {
  it('asks the agent once, and a yes brings the mail into the chat and to the user', async () => {
    const scene = await openScene(pipeline);
    const [agent] = scene.agents;
    if (!agent) throw new Error('the scene has no agent');
    await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is my parcel?');
    const [mail] = await mailsTo(pipeline, agent.email);
    if (!mail) throw new Error('the agent got no mail');
    for (const text of ['It left yesterday.', 'It left on Monday.'])
      await pipeline.smtp(await answerMail(mail, { from: agent.email, text, verdicts: UNPROVED }));
    await pipeline.idle();
    const [question, ...more] = (await mailsTo(pipeline, agent.email)).slice(1);
    expect(more).toEqual([]);
    if (!question) throw new Error('nobody was asked');
    expect(await mailsTo(pipeline, scene.user.email)).toEqual([]);
    expect(question.raw).toMatch(/^Auto-Submitted: auto-generated/im);

    await pipeline.smtp(
      await answerMail(question, { from: agent.email, text: 'Yes', verdicts: UNPROVED }),
    );
    await pipeline.idle();
    const fromAgent = (await scene.messages()).filter(({ author }) => author.kind === 'agent');
    expect(fromAgent.map(({ text }) => text)).toHaveLength(1);
    expect(['It left yesterday.', 'It left on Monday.']).toContain(fromAgent[0]?.text);
    expect(await mailsTo(pipeline, scene.user.email)).toHaveLength(1);
  });
});
