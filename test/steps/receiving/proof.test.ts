import { beforeEach, describe, expect, it } from 'vitest';
import { formatTag } from '../../../functions/conversations/signals/tag.ts';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  KEYS,
  MAIL_TO_CARLA,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const TAG = `"x | ${formatTag(KEYS, { prefix: 'LC', digits: 6 }, '2457')}" <support@piping.example>`;
const proved = (spfDomain: string): Verdicts => ({ spf: 'PASS', spfDomain, virus: 'PASS' });

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const receive = (headers: Record<string, string>, verdicts: Verdicts) =>
  receiveMail(arrive(world, headers, `Text ${Math.random()}`, { verdicts }), fakePorts(world));

describe('what proves the user despite a FAIL (S3)', () => {
  it('is a token that was made for them', async () => {
    expect(await receive({ To: replyAddress('user', 'carla') }, FAIL)).toMatchObject({
      outcome: 'delivered',
    });
    expect(world.messages.at(-1)?.flags).toEqual(['unverified']);
  });

  it.each([
    ['a tag', TAG],
    ['a token that was made for an agent', replyAddress('agent', 'anna')],
    ['a token that was made for another user', replyAddress('user', 'bob')],
  ])('is not %s', async (_, to) => {
    expect(await receive({ To: to }, FAIL)).toMatchObject({
      outcome: 'held',
      reason: 'author-not-authenticated',
      conversationId: '2457',
    });
  });

  it('is a token that was made for a user whom they have taken over', async () => {
    const [carla] = world.users;
    if (carla) carla.formerIds = ['visitor', 'older'];
    expect(await receive({ To: replyAddress('user', 'visitor') }, FAIL)).toMatchObject({
      outcome: 'delivered',
    });
    expect(await receive({ To: replyAddress('user', 'bob') }, FAIL)).toMatchObject({
      reason: 'author-not-authenticated',
    });
    // an agent with the same id is somebody else
    expect(await receive({ To: replyAddress('agent', 'visitor') }, FAIL)).toMatchObject({
      reason: 'author-not-authenticated',
    });
  });
});

describe('the SES message id of a mail that we sent (S1)', () => {
  const IDS = { 'In-Reply-To': '<0102-abc@eu-west-1.amazonses.com>' };
  const sendTo = (participant: { kind: 'user' | 'agent'; id: string }) =>
    world.sent.push({ ...MAIL_TO_CARLA, participant, recipient: 'somebody@x.example' });

  it('proves the mail’s recipient as a signed reference does (S3)', async () => {
    sendTo({ kind: 'user', id: 'carla' });
    expect(await receive(IDS, FAIL)).toMatchObject({
      outcome: 'delivered',
      signal: 'ses-message-id',
      conversationId: '2457',
    });
  });

  it('finds the conversation for anybody else, and proves no participant', async () => {
    sendTo({ kind: 'agent', id: 'anna' });
    expect(await receive(IDS, FAIL)).toMatchObject({ reason: 'author-not-authenticated' });
    const guest = { ...IDS, From: 'bob@elsewhere.example' };
    expect(await receive(guest, proved('elsewhere.example'))).toMatchObject({
      outcome: 'delivered',
    });
    expect(world.messages.at(-1)?.author.kind).toBe('guest');
  });

  it('is no signal if we sent no such mail', async () => {
    expect(await receive(IDS, proved('kunde.example'))).toMatchObject({
      reason: 'no-conversation',
    });
  });
});

describe('the author of a mail that a form sends for its visitors (S7)', () => {
  const FORM = 'form@shop2.example';
  beforeEach(() => {
    const [conversation] = world.conversations;
    if (conversation)
      Object.assign(conversation, { openedFrom: FORM, userAddress: 'visitor-1@x.example' });
  });
  const write = (replyTo: string, to: string) =>
    receive({ From: FORM, 'Reply-To': replyTo, To: to }, proved('shop2.example'));

  it('is the visitor named in Reply-To', async () => {
    expect(await write('visitor-1@x.example', TAG)).toMatchObject({ outcome: 'delivered' });
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
    expect(await write('visitor-2@x.example', TAG)).toMatchObject({
      outcome: 'held',
      reason: 'not-a-participant',
    });
  });

  it('is the user if the mail has the user’s token, whatever its Reply-To', async () => {
    await write('visitor-2@x.example', replyAddress('user', 'carla'));
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
    await write('visitor-3@x.example', replyAddress('user', 'bob'));
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'guest' });
  });
});

describe('the user of a conversation (S3, S4)', () => {
  const userOf = async (from: string, domain: string) => {
    await receive({ From: from, To: TAG }, proved(domain));
    return world.messages.at(-1)?.author;
  };

  it('is a user without proven address who writes from it, if the chat opened the conversation', async () => {
    world.users = [
      {
        userId: 'carla',
        email: 'carla@kunde.example',
        emailFrom: 'unproven',
        formerEmails: [],
        emailNotifications: true,
      },
    ];
    expect(await userOf('carla@kunde.example', 'kunde.example')).toMatchObject({
      kind: 'user',
      id: 'carla',
    });
    const [conversation] = world.conversations;
    if (conversation) conversation.openedFrom = 'somebody@else.example';
    world.messages = [];
    expect(await userOf('carla@kunde.example', 'kunde.example')).toBeUndefined();
  });

  it('is the user who has taken over the conversation’s user, under the present id', async () => {
    const [conversation] = world.conversations;
    if (conversation) conversation.userId = 'visitor';
    const ports = fakePorts(world);
    const findUser: typeof ports.people.findUser = async (id) =>
      ports.people.findUser(id === 'visitor' ? 'carla' : id);
    const arrival = arrive(world, { To: TAG }, 'Hi', { verdicts: proved('kunde.example') });
    await receiveMail(arrival, { ...ports, people: { ...ports.people, findUser } });
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
  });

  it('is not asked for if the mail has tokens of two conversations: it is held (S1)', async () => {
    const [conversation] = world.conversations;
    if (conversation) world.conversations.push({ ...conversation, conversationId: '2458' });
    const other = `support+${issueToken(KEYS, 'address', '2458', { kind: 'user', id: 'carla' })}@piping.example`;
    const to = `${replyAddress('user', 'carla')}, ${other}`;
    expect(await receive({ To: to }, proved('kunde.example'))).toMatchObject({
      outcome: 'held',
      reason: 'conflicting-signals',
      detail: '2457 2458',
    });
  });
});
