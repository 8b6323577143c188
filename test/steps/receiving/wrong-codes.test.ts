import { beforeEach, describe, expect, it } from 'vitest';
import { formatTag } from '../../../functions/conversations/signals/tag.ts';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';

const PROVED = { spf: 'PASS', spfDomain: 'kunde.example', virus: 'PASS' } as const;
const NOTHING = { virus: 'PASS' } as const;
const tagOf = (id: string) => formatTag(KEYS, { prefix: 'LC', digits: 6 }, id);
const wrong = (id: string) =>
  tagOf(id).replace(/\d{6}$/, (code) => String((Number(code) + 1) % 1e6).padStart(6, '0'));
const to = (...tags: string[]) =>
  tags.map((tag) => `"Support | ${tag}" <support@piping.example>`).join(', ');

let world: World;
beforeEach(() => {
  world = makeWorld();
  const [first] = world.conversations;
  if (first) world.conversations.push({ ...first, conversationId: '2458' });
});
const receive = (headers: Record<string, string>, verdicts: Verdicts = NOTHING) =>
  receiveMail(arrive(world, headers, `Text ${Math.random()}`, { verdicts }), fakePorts(world));
async function guess(times: number, tags: string[]): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    await receive({ From: 'm@evil.example', To: to(...tags) });
  }
}

describe('wrong codes', () => {
  it('hold a right tag after ten within the hour, but no token (S2)', async () => {
    await guess(10, [wrong('2457')]);
    expect(await receive({ To: to(tagOf('2457')) })).toMatchObject({
      outcome: 'held',
      reason: 'too-many-wrong-codes',
      conversationId: '2457',
    });
    const token = issueToken(KEYS, 'address', '2457', { kind: 'user', id: 'carla' });
    const byToken = await receive({ To: `support+${token}@piping.example` });
    expect(byToken).toMatchObject({ reason: 'reply' });
  });

  it('never lock out an authenticated participant (S2)', async () => {
    await guess(10, [wrong('2457')]);
    expect(await receive({ To: to(tagOf('2457')) }, PROVED)).toMatchObject({ reason: 'reply' });
    const staff = { From: 'anna@shop.example', To: to(tagOf('2457')) };
    const byStaff = await receive(staff, { ...PROVED, spfDomain: 'shop.example' });
    expect(byStaff).toMatchObject({ reason: 'reply' });
  });

  it('hold a right tag of an authenticated stranger, too, who does not learn that it was right (S2)', async () => {
    await guess(10, [wrong('2457')]);
    const stranger = { From: 'm@evil.example', To: to(tagOf('2457')) };
    expect(await receive(stranger, { ...PROVED, spfDomain: 'evil.example' })).toMatchObject({
      outcome: 'held',
      reason: 'too-many-wrong-codes',
    });
  });

  it('of one mail count for one conversation, however many it names (S2)', async () => {
    const invented = Array.from({ length: 20 }, (_, n) => `LC${9_000_001 + n}-123456`);
    await guess(12, [...invented, wrong('2457'), wrong('2458')]);
    const counts = ['2457', '2458'].map((id) => world.wrongCodes.get(id)?.size ?? 0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(12);
    expect([...world.wrongCodes.keys()].every((id) => ['2457', '2458'].includes(id))).toBe(true);
  });

  it('count though a right tag of another conversation is beside them (S2)', async () => {
    await guess(10, [tagOf('2458'), wrong('2457')]);
    expect(await receive({ To: to(tagOf('2457')) })).toMatchObject({
      reason: 'too-many-wrong-codes',
    });
  });

  it('beside a token count nothing: who has a token need not guess (S2)', async () => {
    const token = issueToken(KEYS, 'address', '2457', { kind: 'user', id: 'carla' });
    await receive({ To: `support+${token}@piping.example, ${to(wrong('2457'))}` });
    expect(world.messages).toHaveLength(1);
    expect(world.wrongCodes.size).toBe(0);
  });

  it('for several conversations invalidate a right one beside them (S2)', async () => {
    const record = await receive({ To: to('LC9000001-123456', wrong('2458'), tagOf('2457')) });
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'no-conversation' });
  });
});
