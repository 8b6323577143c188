import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import { answerMailQuestion } from '../../../../functions/steps/receiving/release/answer-mail-question.ts';
import type { MailQuestion } from '../../../../functions/steps/receiving/release/ports.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  MAIL_TO_CARLA,
  makeWorld,
  type World,
} from '../../../support/fake-receive-ports.ts';

let world: World;
beforeEach(() => {
  world = makeWorld();
});
/** A stranger's mail that is held. */
async function hold(): Promise<string> {
  const headers = { From: 'm@evil.example', 'In-Reply-To': '<0102-abc@eu-west-1.amazonses.com>' };
  world.sent.push(MAIL_TO_CARLA);
  const arrival = arrive(world, headers, 'Let me in.', { verdicts: FAIL });
  const record = await receiveMail(arrival, fakePorts(world));
  expect(record).toMatchObject({ outcome: 'held', reason: 'not-a-participant' });
  return arrival.mailId;
}
const answer = (question: MailQuestion) => answerMailQuestion(question, fakePorts(world));

describe('answerMailQuestion', () => {
  it('says what a held mail holds', async () => {
    const mailId = await hold();
    expect(await answer({ ask: 'contents', mailId })).toEqual({
      text: 'Let me in.',
      attachments: [],
    });
  });

  it('says what a replay would change, and replays', async () => {
    const mailId = await hold();
    const [before, after] = [{ outcome: 'held' }, { outcome: 'held', reason: 'not-a-participant' }];
    expect(await answer({ ask: 'preview', mailId })).toMatchObject({ before, after });
    expect(await answer({ ask: 'replay', mailId })).toBe('replayed');
  });

  it('releases, with nothing about the mail in the answer, and says why it does not', async () => {
    const mailId = await hold();
    const release = (order: object) => answer({ ask: 'release', mailId, order });
    const nobody = { as: { kind: 'agent', id: 'nobody' } };
    expect(await release(nobody)).toEqual({ kind: 'unknown-agent' });
    expect(await release({})).toEqual({ kind: 'released' });
    expect(await release({})).toEqual({ kind: 'not-held' });
    expect(world.messages).toMatchObject([{ text: 'Let me in.' }]);
  });

  it('says why a mail cannot be read', async () => {
    const mailId = await hold();
    world.raws.set(mailId, '');
    expect(await answer({ ask: 'release', mailId, order: {} })).toEqual({
      kind: 'not-readable',
      why: expect.any(String),
    });
  });

  it('knows no mail that does not exist', async () => {
    const mailId = 'inbound-none';
    expect(await answer({ ask: 'contents', mailId })).toBeUndefined();
    expect(await answer({ ask: 'preview', mailId })).toBeUndefined();
    expect(await answer({ ask: 'replay', mailId })).toBe('unknown');
    expect(await answer({ ask: 'release', mailId, order: {} })).toEqual({ kind: 'unknown' });
  });
});
