import { beforeEach, describe, expect, it } from 'vitest';
import { issueAskCode } from '../../../functions/conversations/signals/ask-code.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  KEYS,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const TO = replyAddress('agent', 'anna');
const ANNA = 'anna@shop.example';

let world: World;
let mailId: string;
let code: string;
const receive = (headers: Record<string, string>, body: string) =>
  receiveMail(arrive(world, headers, body, { verdicts: FAIL }), fakePorts(world));

beforeEach(async () => {
  world = makeWorld();
  const held = await receive({ From: ANNA, To: TO }, 'We send a new one.');
  expect(held).toMatchObject({ outcome: 'held', reason: 'staff-not-authenticated' });
  mailId = held?.mailId ?? '';
  code = issueAskCode(KEYS, mailId, 'anna');
  world.questions.set(code, { mailId, agentId: 'anna', yes: 'yes' });
});
const answer = (body: string, headers: Record<string, string> = {}) =>
  receive({ From: ANNA, To: `support+${code}@piping.example`, ...headers }, body);

describe('an unproven staff mail', () => {
  it('causes a question to the agent (S22)', () => {
    expect(world.asked).toEqual([mailId]);
  });

  it('is the only held mail that causes a question (S5)', async () => {
    const stranger = await receive({ From: 'm@evil.example', To: TO }, 'Let me in.');
    expect(stranger).toMatchObject({ outcome: 'held', reason: 'not-a-participant' });
    expect(world.asked).toEqual([mailId]);
  });

  it('causes the question again when it is handled again, as asking may have failed', async () => {
    const arrival = arrive(world, {}, '', { mailId });
    await receiveMail(arrival, fakePorts(world));
    expect(world.asked).toEqual([mailId, mailId]);
  });
});

describe('the answer to "Was it you?"', () => {
  it('is understood where a program wrote %2B for the plus of its address (S22)', async () => {
    await answer('Yes', { To: `support%2B${code}@piping.example` });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'delivered', reason: 'released' });
  });

  it.each([
    'Yes',
    'yes, that was me',
    'Sì!',
    'si',
    'JA',
    'Oui.\n\nAnna',
    'Oui !',
    '"Yes."',
    '- yes',
    'tak',
  ])('releases the mail on %j, whatever the verdicts: the code proves it (S22)', async (body) => {
    const record = await answer(body);
    expect(record).toMatchObject({
      outcome: 'ignored',
      reason: 'staff-wrote-directly',
      detail: `yes to ${mailId}`,
    });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'delivered', reason: 'released' });
    expect(world.messages).toMatchObject([
      { text: 'We send a new one.', author: { kind: 'agent', id: 'anna' } },
    ]);
  });

  it.each(['No', 'Who are you?', 'yesterday I was away'])(
    'releases nothing on %j',
    async (body) => {
      expect(await answer(body)).toMatchObject({ detail: `no to ${mailId}` });
      expect(world.records.get(mailId)).toMatchObject({ outcome: 'held' });
      expect(world.messages).toEqual([]);
    },
  );

  it.each([
    'Si tratta di un falso!',
    'Ja tego nie pisałem.',
    'Si no fui yo, ¿quién?',
    'Tak for det, det var ikke mig',
  ])('releases nothing on %j, whose words mean yes in another language (S22)', async (body) => {
    expect(await answer(body)).toMatchObject({ detail: `no to ${mailId}` });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'held' });
  });

  it.each([
    ['yes', 'Yes it was me'],
    ['ja', 'Ja das war ich'],
    ['kyllä', 'Kyllä, minä se olin.'],
    ['ja tack', 'Ja tack!'],
    [' ja tack\n', 'Ja tack!'],
    ['sì', 'Yes I did'],
  ])('asked for %j, releases the mail on %j (S22)', async (yes, body) => {
    world.questions.set(code, { mailId, agentId: 'anna', yes });
    expect(await answer(body)).toMatchObject({ detail: `yes to ${mailId}` });
  });

  it.each([
    ['tak', 'Tak naprawdę to nie ja.'],
    ['sì', 'Si tratta di un falso!'],
    ['ja', 'Jamais.'],
    ['yes', 'yesterday I was away'],
  ])('asked for %j, releases nothing on %j (S22)', async (yes, body) => {
    world.questions.set(code, { mailId, agentId: 'anna', yes });
    expect(await answer(body)).toMatchObject({ detail: `no to ${mailId}` });
  });

  it('releases nothing from another address, or under another code (S22)', async () => {
    await answer('Yes', { From: 'thief@evil.example' });
    await answer('Yes', { To: `support+${'a'.repeat(32)}@piping.example` });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'held' });
  });

  it('releases nothing once the agent is deleted, who has no rights from then on (S22)', async () => {
    world.agents = [];
    await answer('Yes');
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'held' });
    expect(world.messages).toEqual([]);
  });

  it.each([
    [19, 'delivered'],
    [20, 'held'],
  ])(
    'has its code looked for in 20 recipients: behind %i others it leaves the mail %s',
    async (others, outcome) => {
      const before = Array.from({ length: others - 1 }, (_, n) => `colleague-${n}@shop.example`);
      // the fake's envelope names the piping address, too
      await answer('Yes', { To: [...before, `support+${code}@piping.example`].join(', ') });
      expect(world.records.get(mailId)).toMatchObject({ outcome });
    },
  );

  it('releases it once (S15)', async () => {
    await answer('Yes');
    await answer('Yes, really');
    expect(world.messages).toHaveLength(1);
  });

  it('is no answer if it is automatic (S5)', async () => {
    await answer('Yes', { 'Auto-Submitted': 'auto-replied' });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'held' });
  });
});
