import { beforeEach, describe, expect, it } from 'vitest';
import { formatTag } from '../../../functions/conversations/tag.ts';
import { issueToken } from '../../../functions/conversations/token.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';

const tokenFor = (kind: 'user' | 'agent', id: string) =>
  `support+${issueToken(KEYS, 'address', '2457', { kind, id })}@piping.example`;
const TAG = `"x | ${formatTag(KEYS, { prefix: 'LC', digits: 6 }, '2457')}" <support@piping.example>`;
const FAIL: Verdicts = { dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL', virus: 'PASS' };
const proved = (spfDomain: string): Verdicts => ({ spf: 'PASS', spfDomain, virus: 'PASS' });

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const receive = (headers: Record<string, string>, verdicts: Verdicts) =>
  receiveMail(arrive(world, headers, `Text ${Math.random()}`, { verdicts }), fakePorts(world));

describe('what proves the user where a verdict says fail (S3)', () => {
  it('is a token that was made for them', async () => {
    expect(await receive({ To: tokenFor('user', 'carla') }, FAIL)).toMatchObject({
      outcome: 'delivered',
    });
    expect(world.messages.at(-1)?.flags).toEqual(['unverified']);
  });

  it.each([
    ['a tag', TAG],
    ['a token that was made for an agent', tokenFor('agent', 'anna')],
    ['a token that was made for another user', tokenFor('user', 'bob')],
  ])('is not %s', async (_, to) => {
    expect(await receive({ To: to }, FAIL)).toMatchObject({
      outcome: 'held',
      reason: 'author-not-authenticated',
      conversationId: '2457',
    });
  });

  it('is one that was made for a user whom they have taken over', async () => {
    const [carla] = world.users;
    if (carla) carla.formerIds = ['visitor', 'older'];
    expect(await receive({ To: tokenFor('user', 'visitor') }, FAIL)).toMatchObject({
      outcome: 'delivered',
    });
    expect(await receive({ To: tokenFor('user', 'bob') }, FAIL)).toMatchObject({
      reason: 'author-not-authenticated',
    });
    // an agent's id is another's, though it reads alike
    expect(await receive({ To: tokenFor('agent', 'visitor') }, FAIL)).toMatchObject({
      reason: 'author-not-authenticated',
    });
  });
});

describe('who writes from an address that a form writes for many from (S7)', () => {
  const FORM = 'form@shop2.example';
  beforeEach(() => {
    const [conversation] = world.conversations;
    if (conversation)
      Object.assign(conversation, { openedFrom: FORM, userAddress: 'visitor-1@x.example' });
  });
  const write = (replyTo: string, to: string) =>
    receive({ From: FORM, 'Reply-To': replyTo, To: to }, proved('shop2.example'));

  it('is the visitor whom the Reply-To names', async () => {
    expect(await write('visitor-1@x.example', TAG)).toMatchObject({ outcome: 'delivered' });
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
    expect(await write('visitor-2@x.example', TAG)).toMatchObject({
      outcome: 'held',
      reason: 'not-a-participant',
    });
  });

  it('is whoever holds what was made for the user, wherever they ask to be answered', async () => {
    await write('visitor-2@x.example', tokenFor('user', 'carla'));
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
    await write('visitor-3@x.example', tokenFor('user', 'bob'));
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'guest' });
  });
});
