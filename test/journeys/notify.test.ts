import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail, readMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo, onlyMailTo, openScene } from '../support/scene.ts';

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
});
afterAll(() => pipeline.stop());

const setting = (name: string, value: string) => pipeline.local('PUT', `/settings/${name}`, value);
const idsOf = (field: string | undefined) => field?.match(/<[^<>\s]+>/g) ?? [];
const wireId = (sesMessageId: string) => `<${sesMessageId}@eu-west-1.amazonses.com>`;

async function newestMailTo(address: string) {
  const mail = (await mailsTo(pipeline, address)).at(-1);
  if (!mail) throw new Error(`no mail to ${address}`);
  return mail;
}

describe('threads', () => {
  it('ten exchanges keep one chain; each mail names its predecessor as the client saw it', async () => {
    const scene = await openScene(pipeline);
    const [agent] = scene.agents;
    if (!agent) throw new Error('no agent');
    await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is my parcel?');
    const lastOwn = new Map<string, string>();
    const roots: [string, string | undefined][] = [];
    const subjects = new Set<string>();
    for (let turn = 1; turn <= 10; turn += 1) {
      const from = turn % 2 === 1 ? agent.email : scene.user.email;
      const received = await newestMailTo(from);
      const parsed = await readMail(received);
      const references = idsOf(parsed.references);
      const own = lastOwn.get(from);
      // the newest mail in this mailbox before this one is its owner's answer
      expect([parsed.inReplyTo, references.at(-1)]).toEqual(
        own ? [own, own] : [references[0], references[0]],
      );
      expect(new Set(references).size).toBe(references.length);
      roots.push([from, references[0]]);
      subjects.add(parsed.subject ?? '');
      const messageId = `<turn-${turn}-${scene.conversationId}@client.example>`;
      lastOwn.set(from, messageId);
      await pipeline.smtp(await answerMail(received, { from, text: `Turn ${turn}`, messageId }));
      await pipeline.idle();
    }
    expect(new Set(roots.map((root) => root.join(' '))).size).toBe(2);
    expect(subjects.size).toBe(1);
    expect((await scene.messages()).length).toBe(11);
  });

  it('answers our own last mail if the person answers in the chat (S1)', async () => {
    const scene = await openScene(pipeline);
    const author = { kind: 'agent', id: scene.agents[0]?.agentId };
    await scene.say(author, 'First');
    const first = await newestMailTo(scene.user.email);
    await scene.say(author, 'Second');
    const second = await readMail(await newestMailTo(scene.user.email));
    expect(second.inReplyTo).toBe(wireId(first.sesMessageId));
  });
});

describe('the mail', () => {
  // all at once, because each change starts the functions anew
  const CHANGED = {
    locale: ['pl', 'en'],
    'reply-tokens': ['off', 'on'],
    'history-messages': ['2', '3'],
    'inline-attachment-bytes': ['1000', '7000000'],
  };
  beforeAll(async () => {
    for (const [name, [value = '']] of Object.entries(CHANGED)) await setting(name, value);
  });
  afterAll(async () => {
    for (const [name, [, value = '']] of Object.entries(CHANGED)) await setting(name, value);
  });

  it('is in the language of its reader, or of the setting (S18)', async () => {
    const scene = await openScene(pipeline, { user: { locale: 'it-IT' } });
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Ciao');
    const mail = await readMail(await onlyMailTo(pipeline, scene.user.email));
    expect(mail.text).toMatch(/^### Si prega di inserire la vostra risposta/);
    expect(mail.text).toContain('Anna 0 ha scritto:');
    await scene.say({ kind: 'user', id: scene.user.userId }, 'Dzień dobry');
    const toAgent = await readMail(await onlyMailTo(pipeline, scene.agents[0]?.email ?? ''));
    expect(toAgent.text).toContain('Carla pisze:');
  });

  it('has the plain reply address if tokens are off (S2)', async () => {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Hello');
    const mail = await readMail(await onlyMailTo(pipeline, scene.user.email));
    expect(mail.replyTo?.[0]?.address).toBe(pipeline.address);
    expect(mail.replyTo?.[0]?.name).toContain(scene.tag);
  });

  it('shows earlier messages, as many as the setting says, and no notices', async () => {
    const scene = await openScene(pipeline);
    const author = { kind: 'agent', id: scene.agents[0]?.agentId };
    for (const text of ['one', 'two', 'three', 'four']) await scene.say(author, `Text ${text}`);
    const text = (await readMail(await newestMailTo(scene.user.email))).text ?? '';
    expect(['four', 'three', 'two', 'one'].map((word) => text.includes(`Text ${word}`))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('attaches small files and links large ones; the link opens without a token (R23, S14)', async () => {
    const scene = await openScene(pipeline);
    const upload = async (filename: string, size: number) => {
      const wanted = { filename, contentType: 'application/pdf', size };
      const { body } = await pipeline.api('POST', '/v1/attachments', wanted);
      await fetch(body.uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': 'application/pdf' },
        body: Buffer.alloc(size, 'x'),
      });
      return body.attachmentId as string;
    };
    const attachmentIds = [await upload('small.pdf', 500), await upload('large.pdf', 5_000)];
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'See the files', {
      attachmentIds,
    });
    const mail = await readMail(await onlyMailTo(pipeline, scene.user.email));
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['small.pdf']);
    const link = /https?:\/\/\S+\/attachments\/\S+/.exec(mail.text ?? '')?.[0] ?? '';
    const opened = await fetch(link);
    expect([opened.status, (await opened.arrayBuffer()).byteLength]).toEqual([200, 5_000]);
    const forged = await fetch(link.replace(/key=.{4}/, 'key=AAAA'), { redirect: 'manual' });
    expect(forged.status).toBeGreaterThanOrEqual(400);
  });
});

describe('the grouping window', () => {
  it('judges presence again when it closes (S8)', async () => {
    await setting('grouping-seconds', '3');
    const scene = await openScene(pipeline);
    const base = `/v1/conversations/${scene.conversationId}/messages`;
    const author = { kind: 'user', id: scene.user.userId };
    const { body } = await pipeline.api('POST', base, { author, text: 'Anybody there?' });
    await pipeline.api('PUT', `/v1/agents/${scene.agents[0]?.agentId}/presence`, {
      status: 'online',
    });
    await pipeline.idle();
    await setting('grouping-seconds', '0');
    expect(await mailsTo(pipeline, scene.agents[0]?.email ?? '')).toEqual([]);
    expect(await scene.deliveries(body.messageId)).toContainEqual(
      expect.objectContaining({ decision: 'skipped', reason: 'online' }),
    );
  });
});

describe('feedback', () => {
  const report = (type: string, sesMessageId: string, recipient: string) =>
    pipeline.local('POST', '/feedback', { type, sesMessageId, recipient });

  it.each([
    ['Bounce', 'hard-bounce', 'bounced'],
    ['Complaint', 'complaint', 'complained'],
  ])(
    'a %s marks the delivery, shows in the chat once and stops the mail (S16)',
    async (type, reason, flag) => {
      const scene = await openScene(pipeline);
      const author = { kind: 'agent', id: scene.agents[0]?.agentId };
      const first = await scene.say(author, 'Hello');
      const { sesMessageId } = await onlyMailTo(pipeline, scene.user.email);
      await report(type, sesMessageId, scene.user.email);
      await report(type, sesMessageId, scene.user.email);
      await pipeline.idle();
      expect(await scene.deliveries(first)).toMatchObject([{ decision: 'bounced', reason }]);
      const notices = (await scene.messages()).filter(({ author: { kind } }) => kind === 'system');
      expect(notices).toMatchObject([{ flags: [flag] }]);
      expect(await scene.deliveries(notices[0]?.messageId ?? '')).toMatchObject([
        { decision: 'skipped', reason: 'staff-only' },
      ]);
      const second = await scene.say(author, 'Are you there?');
      expect(await scene.deliveries(second)).toMatchObject([
        { decision: 'skipped', reason: 'suppressed' },
      ]);
      expect((await mailsTo(pipeline, scene.user.email)).length).toBe(1);
    },
  );
});

describe('SES refusals', () => {
  const failNext = (fail: string, times: number) => pipeline.local('POST', '/ses', { fail, times });

  it('a rejection is final, and recorded in the row (S11)', async () => {
    const scene = await openScene(pipeline);
    await failNext('MessageRejected', 1);
    const id = await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Hello');
    expect(await scene.deliveries(id)).toMatchObject([
      { decision: 'failed', reason: 'message-rejected' },
    ]);
    expect(await mailsTo(pipeline, scene.user.email)).toEqual([]);
  });

  it('a mail that is throttled repeatedly is sent once', async () => {
    const scene = await openScene(pipeline);
    await failNext('Throttling', 12);
    const id = await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Hello');
    expect(await scene.deliveries(id)).toMatchObject([{ decision: 'sent' }]);
    expect((await mailsTo(pipeline, scene.user.email)).length).toBe(1);
  });

  it('a paused account is shown at once, and the mail is sent later', async () => {
    const scene = await openScene(pipeline);
    await failNext('AccountSendingPaused', 1);
    const base = `/v1/conversations/${scene.conversationId}/messages`;
    const author = { kind: 'agent', id: scene.agents[0]?.agentId };
    const { body } = await pipeline.api('POST', base, { author, text: 'Hello' });
    await expect
      .poll(() => scene.deliveries(body.messageId), { timeout: 10_000 })
      .toMatchObject([{ decision: 'failed', reason: 'account-paused' }]);
    await pipeline.idle();
    expect(await scene.deliveries(body.messageId)).toMatchObject([
      { decision: 'sent', reason: 'agent-replied' },
    ]);
    expect((await mailsTo(pipeline, scene.user.email)).length).toBe(1);
  });

  it('while the account stays paused, nobody waits for its mail; when it may send again, the mail goes out', async () => {
    const scene = await openScene(pipeline);
    await failNext('AccountSendingPaused', 50);
    const id = await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Hello');
    expect(await scene.deliveries(id)).toMatchObject([
      { decision: 'failed', reason: 'account-paused' },
    ]);
    await failNext('AccountSendingPaused', 0);
    await pipeline.idle();
    expect(await scene.deliveries(id)).toMatchObject([{ decision: 'sent' }]);
    expect((await mailsTo(pipeline, scene.user.email)).length).toBe(1);
  });
});
