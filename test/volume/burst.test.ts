import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo, onlyMailTo, openScene, type Scene } from '../support/scene.ts';

/** More than a page of messages, and more than any batch. The campaign sends thousands (docs/testing.md). */
const BURST = 60;
const KILLED_BURST = 20;
const IDLE_MS = 500_000;

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
  // so that the budget per conversation does not matter here
  await pipeline.local('PUT', '/settings/mails-per-hour', '1000');
});
afterAll(() => pipeline.stop());

/** Sends `count` answers of the user at once and waits until the pipeline is idle. */
async function sendBurst(scene: Scene, count: number, meanwhile?: () => Promise<void>) {
  await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Tell me all about it');
  const mail = await onlyMailTo(pipeline, scene.user.email);
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      answerMail(mail, { from: scene.user.email, text: `Answer number ${index}.` }),
    ),
  );
  const sending = Promise.all(answers.map((answer) => pipeline.smtp(answer)));
  await meanwhile?.();
  await sending;
  await pipeline.idle(IDLE_MS);
}

/** How often each numbered answer is among the texts. */
async function textsOf(scene: Scene): Promise<string[]> {
  const texts: string[] = [];
  for (
    let cursor: string | undefined = '', page = 0;
    cursor !== undefined && page < 20;
    page += 1
  ) {
    const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const path = `/v1/conversations/${scene.conversationId}/messages${query}`;
    const { body } = await pipeline.api('GET', path);
    texts.push(...body.messages.map(({ text }: { text: string }) => text));
    cursor = body.cursor;
  }
  return texts.filter((text) => text.startsWith('Answer number'));
}

describe('a burst of mail', () => {
  it(`of ${BURST} makes ${BURST} messages and as many notifications, none lost, none twice (S15)`, async () => {
    const scene = await openScene(pipeline);
    await sendBurst(scene, BURST);
    const texts = await textsOf(scene);
    expect([texts.length, new Set(texts).size]).toEqual([BURST, BURST]);
    const mails = await mailsTo(pipeline, scene.agents[0]?.email ?? '');
    expect(mails).toHaveLength(BURST);
  });

  it('loses nothing and makes no message twice while functions are killed (S15)', async () => {
    const scene = await openScene(pipeline);
    let kills = 0;
    await sendBurst(scene, KILLED_BURST, async () => {
      for (let round = 0; round < 12; round += 1) {
        kills += await killFunctions(['parse-mail', 'notify']);
        await pause(250);
      }
    });
    const texts = await textsOf(scene);
    expect([texts.length, new Set(texts).size]).toEqual([KILLED_BURST, KILLED_BURST]);
    const mails = await mailsTo(pipeline, scene.agents[0]?.email ?? '');
    expect(kills).toBeGreaterThan(0);
    // a mail may be sent twice if a kill came between SES's answer and our record of it (docs/sending.md)
    expect(mails.length).toBeGreaterThanOrEqual(KILLED_BURST);
    expect(mails.length).toBeLessThanOrEqual(KILLED_BURST + kills);
  });
});

/** Kills by SIGKILL; returns how many were hit. */
async function killFunctions(names: string[]): Promise<number> {
  const { body } = await pipeline.local('GET', '/functions');
  const pids: number[] = body
    .filter(({ name }: { name: string }) => names.includes(name))
    .flatMap(({ pid }: { pid: number | null }) => pid ?? []);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
}
