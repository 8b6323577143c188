import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
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

const TO = replyAddress('user', 'carla');
const EARLIER = '<earlier@client.example>';
const proved = (spfDomain: string) => ({ spf: 'PASS', spfDomain, virus: 'PASS' }) as const;

let world: World;
const receive = (headers: Record<string, string>, verdicts: Verdicts) =>
  receiveMail(arrive(world, headers, `Text ${Math.random()}`, { verdicts }), fakePorts(world));

beforeEach(async () => {
  world = makeWorld();
  await receive({ To: TO, 'Message-ID': EARLIER }, proved('kunde.example'));
});

describe('a follow-up to one’s own mail', () => {
  it('is found by its In-Reply-To, as the weakest signal (S1)', async () => {
    const record = await receive({ 'In-Reply-To': EARLIER }, proved('kunde.example'));
    expect(record).toMatchObject({
      reason: 'reply',
      signal: 'earlier-mail',
      conversationId: '2457',
    });
  });

  it.each([
    [10, 'delivered'],
    [11, 'ignored'],
  ])(
    'is looked for among the ten nearest ids: as the %ith the mail is %s',
    async (place, outcome) => {
      const nearer = Array.from({ length: place - 1 }, (_, n) => `<${n}@other.example>`);
      const headers = { References: [EARLIER, ...nearer].join(' ') };
      expect(await receive(headers, proved('kunde.example'))).toMatchObject({ outcome });
    },
  );

  it('is found by References, also for staff', async () => {
    const headers = { From: 'anna@shop.example', References: `<x@y.example> ${EARLIER}` };
    expect(await receive(headers, proved('shop.example'))).toMatchObject({
      signal: 'earlier-mail',
    });
  });

  it('counts no more than a tag: a FAIL holds it (S3)', async () => {
    expect(await receive({ 'In-Reply-To': EARLIER }, FAIL)).toMatchObject({
      outcome: 'held',
      reason: 'author-not-authenticated',
    });
  });

  it('counts with another Reply-To, which is then where the owner of the From is answered (S4)', async () => {
    const headers = { 'In-Reply-To': EARLIER, 'Reply-To': 'home@x.example' };
    expect(await receive(headers, proved('kunde.example'))).toMatchObject({
      signal: 'earlier-mail',
    });
    expect(world.conversations[0]?.userAddress).toBe('home@x.example');
  });

  it('counts with the Reply-To that names where the user is answered already', async () => {
    const own = { 'In-Reply-To': EARLIER, 'Reply-To': 'carla@kunde.example' };
    expect(await receive(own, proved('kunde.example'))).toMatchObject({ signal: 'earlier-mail' });
  });

  it.each([
    ['somebody is answered at another Reply-To already', { userAddress: 'visitor@x.example' }],
    ['nobody owns the From', { userId: 'mail-unproven', openedFrom: 'carla@kunde.example' }],
  ])(
    'is no signal with another Reply-To where %s, as forms give all their mails the same References (S7)',
    async (_, known) => {
      Object.assign(world.conversations[0] ?? {}, known);
      const headers = { 'In-Reply-To': EARLIER, 'Reply-To': 'other-visitor@x.example' };
      expect(await receive(headers, proved('kunde.example'))).toMatchObject({
        reason: 'no-conversation',
      });
    },
  );

  it('is no signal for another author (S1)', async () => {
    const headers = { From: 'm@evil.example', 'In-Reply-To': EARLIER };
    const record = await receive(headers, proved('evil.example'));
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'no-conversation' });
  });

  it('is held for staff once somebody else has used the same Message-ID, and still counts for its author (S1)', async () => {
    world.settings['convert-all-emails'] = 'on';
    const [first] = world.conversations;
    const thief = { From: 'm@evil.example', 'Message-ID': EARLIER };
    await receive(thief, proved('evil.example'));
    expect(world.conversations).toHaveLength(2);
    expect(first?.conversationId).toBe('2457');
    const answer = { From: 'anna@shop.example', 'In-Reply-To': EARLIER };
    expect(await receive(answer, proved('shop.example'))).toMatchObject({
      outcome: 'held',
      reason: 'conflicting-signals',
    });
    const followUp = await receive({ 'In-Reply-To': EARLIER }, proved('kunde.example'));
    expect(followUp).toMatchObject({ reason: 'reply', conversationId: '2457' });
  });

  it('gives way to a tag or token of another conversation (S1)', async () => {
    const [first] = world.conversations;
    if (first) world.conversations.push({ ...first, conversationId: '2458' });
    const other = `support+${issueToken(KEYS, 'address', '2458', { kind: 'user', id: 'carla' })}@piping.example`;
    const record = await receive({ To: other, 'In-Reply-To': EARLIER }, proved('kunde.example'));
    expect(record).toMatchObject({ signal: 'token', conversationId: '2458' });
  });
});
