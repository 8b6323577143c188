import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo, openScene } from '../support/scene.ts';

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
});
afterAll(() => pipeline?.stop());

const UNPROVED = 'spf=NONE dkim=NONE dmarc=NONE spam=PASS virus=PASS';

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
