import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail, readMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { fateOf, mailsTo, onlyMailTo, openScene } from '../support/scene.ts';

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
});
afterAll(() => pipeline.stop());

const plain = (from: string, to: string, subject: string, body: string, more = '') =>
  `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@client.example>\r\n${more}\r\n${body}\r\n`;

describe('the main job', () => {
  it('goes round: chat, agent by mail as Gmail, user by mail as Outlook (R1, R15, R16, R30)', async () => {
    const scene = await openScene(pipeline, { agents: 2 });
    const other = await openScene(pipeline);
    const [offline, online] = scene.agents;
    await pipeline.api('PUT', `/v1/agents/${online?.agentId}/presence`, { status: 'online' });
    await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is my parcel?');
    const toAgent = await onlyMailTo(pipeline, offline?.email ?? '');
    expect(await mailsTo(pipeline, online?.email ?? '')).toEqual([]);
    expect(await mailsTo(pipeline, other.agents[0]?.email ?? '')).toEqual([]);

    await pipeline.smtp(
      await answerMail(toAgent, { from: offline?.email ?? '', text: 'It left yesterday.' }),
    );
    await pipeline.idle();
    const toUser = await onlyMailTo(pipeline, scene.user.email);
    expect((await readMail(toUser)).text).toContain('It left yesterday.');

    await pipeline.smtp(
      await answerMail(toUser, { from: scene.user.email, text: 'Thank you!', client: 'outlook' }),
    );
    await pipeline.idle();
    const messages = await scene.messages();
    expect(messages.map(({ author, text }) => [author.kind, text])).toEqual([
      ['user', 'Where is my parcel?'],
      ['agent', 'It left yesterday.'],
      ['user', 'Thank you!'],
    ]);
  });

  it('mails no agent while the bot knows the answer (R8)', async () => {
    await pipeline.local('PUT', '/settings/human-takeover', 'on');
    const scene = await openScene(pipeline);
    const messageId = await scene.say({ kind: 'user', id: scene.user.userId }, 'Open on Sunday?', {
      answeredByBot: true,
    });
    await pipeline.local('PUT', '/settings/human-takeover', 'off');
    expect(await mailsTo(pipeline, scene.agents[0]?.email ?? '')).toEqual([]);
    expect(await scene.deliveries(messageId)).toContainEqual(
      expect.objectContaining({ decision: 'skipped', reason: 'bot-answered' }),
    );
  });

  it('mails the user no bot message while notifications are off (R7, S9)', async () => {
    const scene = await openScene(pipeline, { user: { emailNotifications: false } });
    const messageId = await scene.say({ kind: 'bot' }, 'Your parcel is on its way');
    expect(await mailsTo(pipeline, scene.user.email)).toEqual([]);
    expect(await scene.deliveries(messageId)).toMatchObject([
      { decision: 'skipped', reason: 'notifications-off' },
    ]);
  });

  it('makes one message of many simultaneous copies (S15)', async () => {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Which one?');
    const mail = await onlyMailTo(pipeline, scene.user.email);
    const answer = await answerMail(mail, { from: scene.user.email, text: 'The blue one.' });
    await Promise.all(Array.from({ length: 60 }, () => pipeline.smtp(answer)));
    await pipeline.idle(100_000);
    expect(await scene.messages()).toHaveLength(2);
    expect(await mailsTo(pipeline, scene.agents[0]?.email ?? '')).toHaveLength(1);
  });

  it.each([
    ['unknown-conversation', 'Hello?', '', 'ignored', 'no-conversation'],
    ['empty-mail', '', '', 'ignored', 'no-conversation'],
    [
      'broken-mime',
      '--x\r\nContent-Type: text/plain\r\n\r\nNever closed',
      'Content-Type: multipart/mixed; boundary="x"\r\n',
      'ignored',
      'no-conversation',
    ],
  ])('gives %s an outcome (S11)', async (subject, body, more, outcome, reason) => {
    await pipeline.smtp({
      from: 'someone@client.example',
      raw: plain('someone@client.example', pipeline.address, subject, body, more),
    });
    await pipeline.idle();
    expect(await fateOf(pipeline, subject)).toMatchObject({ outcome, reason });
  });

  it('ignores an answer that is empty (S12)', async () => {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Which one?');
    const mail = await onlyMailTo(pipeline, scene.user.email);
    const { replyTo } = await readMail(mail);
    const subject = `nothing-${scene.conversationId}`;
    await pipeline.smtp({
      from: scene.user.email,
      to: replyTo?.[0]?.address ?? '',
      raw: plain(scene.user.email, replyTo?.[0]?.address ?? '', subject, ''),
    });
    await pipeline.idle();
    expect(await fateOf(pipeline, subject)).toMatchObject({ outcome: 'ignored', reason: 'empty' });
  });

  it('delivers a 25 MB attachment unchanged (R23, S14)', async () => {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Send me the plan, please');
    const { replyTo } = await readMail(await onlyMailTo(pipeline, scene.user.email));
    const to = replyTo?.[0]?.address ?? '';
    const file = Buffer.alloc(25 * 1024 * 1024, 'plan ');
    const encoded = file.toString('base64').match(/.{1,76}/g) ?? [];
    const body = `--x\r\n\r\nHere it is.\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded.join('\r\n')}\r\n--x--`;
    const more = 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n';
    await pipeline.smtp({
      from: scene.user.email,
      to,
      raw: plain(scene.user.email, to, `plan-${scene.conversationId}`, body, more),
    });
    await pipeline.idle(60_000);
    const [, message] = await scene.messages();
    expect(message).toMatchObject({
      text: 'Here it is.',
      attachments: [{ filename: 'plan.pdf', size: file.length }],
    });
    const link = await pipeline.api(
      'GET',
      `/v1/attachments/${message?.attachments[0]?.attachmentId}`,
    );
    const stored = await fetch(new URL(link.headers.get('location') ?? '', pipeline.url));
    expect(Buffer.from(await stored.arrayBuffer()).equals(file)).toBe(true);
  });

  it('refuses an unknown domain at the door with 550', async () => {
    const raw = plain('a@client.example', 'support@other.example', 'x', 'x');
    await expect(
      pipeline.smtp({ from: 'a@client.example', to: 'support@other.example', raw }),
    ).rejects.toMatchObject({ responseCode: 550 });
  });
});
