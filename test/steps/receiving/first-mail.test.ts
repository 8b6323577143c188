import { beforeEach, describe, expect, it } from 'vitest';
import { formatTag } from '../../../functions/conversations/signals/tag.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';
import { expectGenerated } from '../../support/generated-document.ts';

const FROM = 'form@shop2.example';
const PROVED = { spf: 'PASS', spfDomain: 'shop2.example', virus: 'PASS' } as const;
const NOTHING = { virus: 'PASS' } as const;

let world: World;
beforeEach(() => {
  world = makeWorld();
  world.settings['convert-all-emails'] = 'on';
});
/** Receives a first mail; returns the conversation that it opened, and its user. */
async function open(verdicts: Verdicts, replyTo?: string, from = FROM) {
  const headers = { From: from, ...(replyTo && { 'Reply-To': replyTo }) };
  const text = `A question ${Math.random()}`;
  const ports = fakePorts(world);
  const number = String(3000 + world.conversations.length);
  ports.conversations.numberFor = async () => number;
  const record = await receiveMail(arrive(world, headers, text, { verdicts }), ports);
  expect(record).toMatchObject({ outcome: 'delivered', reason: 'new-conversation' });
  const conversation = world.conversations.at(-1);
  const user = world.users.find(({ userId }) => userId === conversation?.userId);
  if (!conversation || !user) throw new Error('nothing was opened');
  return { conversation, user, flags: world.messages.at(-1)?.flags ?? [] };
}
const own = () =>
  world.users.push({ userId: 'owner', email: FROM, formerEmails: [], emailNotifications: true });

describe('a first mail', () => {
  it('makes a user who owns its From, if it is authenticated (S7)', async () => {
    const { user, conversation } = await open(PROVED);
    expect(user).toMatchObject({ email: FROM, emailFrom: 'mail' });
    expect(conversation.userAddress).toBeUndefined();
    expect((await open(PROVED)).user).toBe(user);
  });

  it.each([
    ['without a Reply-To', {}],
    ['with an agent’s', { 'Reply-To': 'anna@shop.example' }],
  ])('of certified mail %s gives nobody the provider’s address (S7, S21)', async (_, more) => {
    const headers = {
      From: '"Per conto di: x@pec.example" <posta-certificata@shop2.example>',
      'X-Trasporto': 'posta-certificata',
      'Content-Type': 'message/rfc822; name=postacert.eml',
    };
    const inner = 'From: x@pec.example\r\nContent-Type: text/plain\r\n\r\n';
    for (const [text, fields] of [
      ['One', more],
      ['Two', { 'Reply-To': 'other@pec.example' }],
    ] as const) {
      const arrival = arrive(world, { ...headers, ...fields }, inner + text, { verdicts: PROVED });
      expect(await receiveMail(arrival, fakePorts(world))).toMatchObject({ outcome: 'delivered' });
    }
    const [first, second] = world.users.slice(-2);
    expect([first?.emailFrom, second?.emailFrom]).toEqual(['unproven', 'unproven']);
    expect(first?.userId).not.toBe(second?.userId);
  });

  it('is the owner’s though it names another Reply-To, and is answered there (S7, R31)', async () => {
    own();
    const { user, conversation } = await open(PROVED, 'home@new.example');
    expect([user.userId, conversation.userAddress]).toEqual(['owner', 'home@new.example']);
    expect((await open(PROVED)).conversation.userAddress).toBeUndefined();
  });

  it('from an owner’s former address is answered there if its Reply-To says so and is proved (R31, S4)', async () => {
    const moved = { userId: 'owner', email: 'now@shop3.example', formerEmails: [FROM] };
    world.users.push({ ...moved, emailNotifications: true });
    const asked = await open(PROVED, FROM);
    expect([asked.user.userId, asked.conversation.userAddress]).toEqual(['owner', FROM]);
    const unproven = await open(NOTHING, FROM);
    expect([unproven.user.userId, unproven.conversation.userAddress]).toEqual(['owner', undefined]);
    expect((await open(PROVED)).conversation.userAddress).toBeUndefined();
  });

  it('records why its Reply-To does not count, and is answered at From (S4)', async () => {
    const headers = { From: FROM, 'Reply-To': 'anna@shop.example' };
    const record = await receiveMail(
      arrive(world, headers, 'Hello', { verdicts: PROVED }),
      fakePorts(world),
    );
    expect(record).toMatchObject({ outcome: 'delivered', replyToFault: 'of-staff' });
    expect(world.conversations.at(-1)?.userAddress).toBeUndefined();
    const plain = await receiveMail(
      arrive(world, { From: FROM }, 'Hello again', { verdicts: PROVED }),
      fakePorts(world),
    );
    expect(plain).not.toHaveProperty('replyToFault');
  });

  it('of a form makes a user for each visitor, who owns nothing (S7)', async () => {
    const one = await open(PROVED, 'visitor-1@x.example');
    const two = await open(PROVED, 'visitor-2@x.example');
    const again = await open(PROVED, 'visitor-1@x.example');
    expect(two.user.userId).not.toBe(one.user.userId);
    expect(again.user).toBe(one.user);
    expect(one.user.emailFrom).toBe('unproven');
    expect(two.conversation.userAddress).toBe('visitor-2@x.example');
  });

  it('of a form is its own visitor’s though it refers to another visitor’s mail (S1, S7)', async () => {
    const one = await open(PROVED, 'visitor-1@x.example');
    const earlier = world.messages.at(-1)?.mailMessageId ?? '';
    const receive = (replyTo: string, more: Record<string, string> = { References: earlier }) => {
      const headers = { From: FROM, 'Reply-To': replyTo, ...more };
      const ports = fakePorts(world);
      ports.conversations.numberFor = async () => '4000';
      return receiveMail(arrive(world, headers, `A ${Math.random()}`, { verdicts: PROVED }), ports);
    };
    expect(await receive('visitor-1@x.example')).toMatchObject({ signal: 'earlier-mail' });
    expect(await receive('visitor-2@x.example')).toMatchObject({ reason: 'new-conversation' });
    const tag = formatTag(KEYS, { prefix: 'LC', digits: 6 }, one.conversation.conversationId);
    const byTag = { To: `"Support | ${tag}" <support@piping.example>` };
    expect(await receive('visitor-2@x.example', byTag)).toMatchObject({
      reason: 'not-a-participant',
    });
    expect(one.conversation.userAddress).toBe('visitor-1@x.example');
  });

  it('without proof is the owner’s, marked unverified, unless it names another Reply-To (S7)', async () => {
    own();
    const plain = await open(FAIL);
    expect([plain.user.userId, plain.flags]).toEqual(['owner', ['unverified']]);
    const pair = await open(FAIL, 'thief@evil.example');
    expect(pair.user).toMatchObject({ emailFrom: 'unproven' });
    expect(pair.conversation.userAddress).toBe('thief@evil.example');
  });

  it('with an unproven From never shares a user with the owner’s later mail (S7)', async () => {
    for (const verdicts of [FAIL, NOTHING]) {
      for (const replyTo of [undefined, 'thief@evil.example']) await open(verdicts, replyTo);
    }
    const forged = world.users.filter(({ emailFrom }) => emailFrom === 'unproven');
    expect(forged).toHaveLength(2);
    const { user } = await open(PROVED);
    expect(forged).not.toContain(user);
    expect(user.emailFrom).toBe('mail');
  });

  it('without proof makes a user for each Reply-To, so that no two visitors share one (S7)', async () => {
    const one = await open(FAIL, 'visitor-1@x.example');
    const two = await open(FAIL, 'visitor-2@x.example');
    expect(two.user.userId).not.toBe(one.user.userId);
    expect((await open(FAIL, 'visitor-1@x.example')).user).toBe(one.user);
  });

  it('without proof lets its user write from that From again, whatever the Reply-To (S4)', async () => {
    const { conversation, user } = await open(NOTHING);
    const tag = formatTag(KEYS, { prefix: 'LC', digits: 6 }, conversation.conversationId);
    const headers = { From: FROM, To: `"Support | ${tag}" <support@piping.example>` };
    const answer = { ...headers, 'Reply-To': 'home@new.example' };
    const arrival = arrive(world, answer, 'And now?', { verdicts: NOTHING });
    expect(await receiveMail(arrival, fakePorts(world))).toMatchObject({ reason: 'reply' });
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: user.userId });
  });

  it('does not give its user the address that its Reply-To names (S4)', async () => {
    const victim = 'victim@good.example';
    const first = await open(PROVED, victim);
    const { user } = await open({ ...PROVED, spfDomain: 'good.example' }, undefined, victim);
    expect(user.userId).not.toBe(first.user.userId);
  });

  it('is what docs/who-may-write.md says, for every owner, proof and Reply-To (S7)', async () => {
    const head = [
      '| the mail is | Reply-To | owns From | its user | the answer goes to | marked |',
      '|---|---|---|---|---|---|',
    ];
    const rows: string[] = [];
    for (const row of everyFirstMail()) rows.push(await describeRow(row));
    expectGenerated('docs/who-may-write.md', [...head, ...rows].join('\n'), 'first mails');
  });
});

interface FirstMailRow {
  proof: keyof typeof PROOFS;
  replyTo?: string;
  hasOwner: boolean;
}

const PROOFS = { authenticated: PROVED, 'no verdict': NOTHING, 'a verdict says fail': FAIL };

const everyFirstMail = (): FirstMailRow[] =>
  (Object.keys(PROOFS) as FirstMailRow['proof'][]).flatMap((proof) =>
    [undefined, 'visitor@x.example'].flatMap((replyTo) =>
      [true, false].map((hasOwner) => ({ proof, hasOwner, ...(replyTo && { replyTo }) })),
    ),
  );

async function describeRow({ proof, replyTo, hasOwner }: FirstMailRow): Promise<string> {
  world = makeWorld();
  world.settings['convert-all-emails'] = 'on';
  if (hasOwner) own();
  const { user, conversation, flags } = await open(PROOFS[proof], replyTo);
  const made = user.emailFrom === 'mail' ? 'made, owns From' : 'made for it, owns nothing';
  const cells = [
    proof,
    replyTo ? 'another address' : 'none, or From',
    hasOwner ? 'somebody' : 'nobody',
    user.userId === 'owner' ? 'the owner' : made,
    conversation.userAddress === undefined ? 'From' : 'Reply-To',
    flags.includes('unverified') ? '`unverified`' : '',
  ];
  return `| ${cells.join(' | ')} |`;
}
