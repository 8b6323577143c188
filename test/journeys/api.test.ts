import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail, readMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo, openScene, type Scene } from '../support/scene.ts';

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
});
afterAll(() => pipeline?.stop());

const post = (path: string, body: unknown, key: string) =>
  pipeline.api('POST', path, body, { 'idempotency-key': key });
const textOf = (scene: Scene, text: string) => ({
  author: { kind: 'user', id: scene.user.userId },
  text,
});

describe('Idempotency-Key', () => {
  it('makes one message and one mail of a repeated call', async () => {
    const scene = await openScene(pipeline);
    const path = `/v1/conversations/${scene.conversationId}/messages`;
    const first = await post(path, textOf(scene, 'Once'), `once-${scene.conversationId}`);
    const again = await post(path, textOf(scene, 'Once'), `once-${scene.conversationId}`);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    await pipeline.idle();
    expect(await scene.messages()).toHaveLength(1);
    expect(await mailsTo(pipeline, scene.agents[0]?.email ?? '')).toHaveLength(1);
  });

  it('makes one conversation of concurrent calls', async () => {
    const scene = await openScene(pipeline);
    const body = { userId: scene.user.userId };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post('/v1/conversations', body, `race-${scene.tag}`)),
    );
    const made = answers.filter(({ status }) => status === 201).map((one) => one.body);
    expect(new Set(made.map(({ conversationId }) => conversationId)).size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201);
    for (const { status, body: problem } of others) {
      expect([status, problem.code]).toEqual([409, 'idempotency-key-in-flight']);
    }
  });
});

describe('POST /v1/attachments', () => {
  const announce = (size: number, filename = 'invoice.pdf') =>
    pipeline.api('POST', '/v1/attachments', { filename, contentType: 'application/pdf', size });
  const upload = (url: string, content: string) =>
    fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/pdf' },
      body: content,
    });
  const use = (scene: Scene, attachmentId: string) =>
    pipeline.api('POST', `/v1/conversations/${scene.conversationId}/messages`, {
      author: { kind: 'agent', id: scene.agents[0]?.agentId },
      text: '',
      attachmentIds: [attachmentId],
    });

  it('is uploaded, posted, mailed and downloaded (R23)', async () => {
    const scene = await openScene(pipeline);
    const { body } = await announce(8);
    await upload(body.uploadUrl, '%PDF-1.7');
    expect((await use(scene, body.attachmentId)).status).toBe(201);
    await pipeline.idle();
    const [mail] = await mailsTo(pipeline, scene.user.email);
    if (!mail) throw new Error('no mail');
    expect((await readMail(mail)).attachments).toMatchObject([{ filename: 'invoice.pdf' }]);
    const opened = await pipeline.api('GET', `/v1/attachments/${body.attachmentId}`);
    expect(opened.status).toBe(302);
    const location = opened.headers.get('location') ?? '';
    const file = await fetch(location);
    expect(await file.text()).toBe('%PDF-1.7');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/);
    const disposition = new URL(location).searchParams.get('response-content-disposition');
    expect(disposition).toMatch(/^attachment; filename="invoice.pdf"/);
  });

  it('is served as octets to save if a browser would run it (S14)', async () => {
    const scene = await openScene(pipeline);
    const { body } = await pipeline.api('POST', '/v1/attachments', {
      filename: 'page.html',
      contentType: 'text/html',
      size: 8,
    });
    const headers = { 'content-type': 'text/html' };
    await fetch(body.uploadUrl, { method: 'PUT', headers, body: '<script>' });
    await use(scene, body.attachmentId);
    const opened = await pipeline.api('GET', `/v1/attachments/${body.attachmentId}`);
    const file = await fetch(opened.headers.get('location') ?? '');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="page.html"/);
  });

  it('cannot be used before it is uploaded, nor uploaded with another size', async () => {
    const scene = await openScene(pipeline);
    const { body } = await announce(8);
    expect((await use(scene, body.attachmentId)).body.code).toBe('attachment-not-uploaded');
    expect((await upload(body.uploadUrl, 'short')).status).toBe(403);
    expect((await use(scene, body.attachmentId)).body.code).toBe('attachment-not-uploaded');
    expect(await scene.messages()).toEqual([]);
  });

  it('belongs to one conversation', async () => {
    const [one, other] = [await openScene(pipeline), await openScene(pipeline)];
    const { body } = await announce(8);
    await upload(body.uploadUrl, '%PDF-1.7');
    expect((await use(one, body.attachmentId)).status).toBe(201);
    expect((await use(other, body.attachmentId)).body.code).toBe('attachment-in-use');
  });

  it('opens by the link of a mail only with its key', async () => {
    const scene = await openScene(pipeline);
    const { body } = await announce(8);
    await upload(body.uploadUrl, '%PDF-1.7');
    await use(scene, body.attachmentId);
    for (const path of [
      `/attachments/${body.attachmentId}`,
      `/attachments/${body.attachmentId}?key=`,
      `/attachments/${body.attachmentId}?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`,
      '/attachments/unknown?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ]) {
      const answer = await fetch(pipeline.url + path, { redirect: 'manual' });
      expect([path, answer.status, await answer.json()]).toMatchObject([
        path,
        404,
        { code: 'unknown-attachment' },
      ]);
    }
  });

  it('is refused with a misleading name or a path as name, and if it is too large', async () => {
    for (const name of ['../../x', 'a\\b', 'a\u202egpj.exe', 'a\nb', '..', '', 'x'.repeat(151)]) {
      expect([name, (await announce(8, name)).status]).toEqual([name, 422]);
    }
    expect((await announce(25 * 1024 * 1024 + 1)).status).toBe(422);
  });
});

describe('a deleted agent', () => {
  it('has no rights: a mail from that address is no longer an agent’s', async () => {
    const scene = await openScene(pipeline);
    const [agent] = scene.agents;
    await scene.say({ kind: 'user', id: scene.user.userId }, 'Hello?');
    const [mail] = await mailsTo(pipeline, agent?.email ?? '');
    if (!mail || !agent) throw new Error('no mail');
    await pipeline.api('DELETE', `/v1/agents/${agent.agentId}`);
    await pipeline.smtp(await answerMail(mail, { from: agent.email, text: 'I was here' }));
    await pipeline.idle();
    const kinds = (await scene.messages()).map(({ author }) => author.kind);
    expect(kinds).toEqual(['user', 'guest']);
    expect(await mailsTo(pipeline, scene.user.email)).toEqual([]);
  });
});
