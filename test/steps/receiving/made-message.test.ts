import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const TO = replyAddress('user', 'carla');
const PASS: Verdicts = { dmarc: 'PASS', virus: 'PASS' };

let world: World;
beforeEach(() => {
  world = makeWorld();
});
async function messageOf(headers: Record<string, string>, body?: string, verdicts = PASS) {
  const arrival = arrive(world, { To: TO, ...headers }, body, { verdicts });
  await receiveMail(arrival, fakePorts(world));
  return world.messages.at(-1);
}

describe('the message that a mail becomes', () => {
  it('is the user’s, under the name in the directory', async () => {
    expect(await messageOf({ From: '"Director" <carla@former.example>' })).toMatchObject({
      conversationId: '2457',
      author: { kind: 'user', id: 'carla', name: 'Carla', address: 'carla@former.example' },
      channel: 'email',
      flags: [],
    });
  });

  it('has no quote though only the address says that the mail is an answer (S12)', async () => {
    const headers = { From: 'carla@kunde.example', Subject: 'Lamp' };
    const message = await messageOf(headers, '> Does it work?\n\nIt is not here.');
    expect(message?.text).toBe('It is not here.');
  });

  it('is the agent’s, under the name in the directory', async () => {
    const headers = { From: '"Director" <anna@shop.example>', To: replyAddress('agent', 'anna') };
    expect((await messageOf(headers))?.author).toEqual({
      kind: 'agent',
      id: 'anna',
      name: 'Anna',
      address: 'anna@shop.example',
    });
  });

  it('is a guest’s, marked, under the name in From (S3)', async () => {
    const message = await messageOf({ From: 'Bob <bob@elsewhere.example>' });
    expect([message?.author, message?.flags]).toEqual([
      {
        kind: 'guest',
        id: 'bob@elsewhere.example',
        name: 'Bob',
        address: 'bob@elsewhere.example',
      },
      ['guest'],
    ]);
    expect((await messageOf({ From: 'bob@elsewhere.example' }))?.author).not.toHaveProperty('name');
  });

  it('is under the name in From if the directory has none', async () => {
    const [user] = world.users;
    if (user) delete user.name;
    expect((await messageOf({ From: 'C. Rossi <carla@kunde.example>' }))?.author.name).toBe(
      'C. Rossi',
    );
  });

  it('says that nothing proves its author (S3)', async () => {
    expect((await messageOf({}, 'Hi', { virus: 'PASS' }))?.flags).toEqual(['unverified']);
  });

  it('says that its text was cut', async () => {
    const message = await messageOf({}, `${'words and '.repeat(90)}\r\n`.repeat(2400));
    expect(message?.flags).toEqual(['text-cut']);
  });

  it('says that a signature is not checked, or that the text is encrypted (S23)', async () => {
    const signed =
      '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\nHello\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ\r\n-----END PGP SIGNATURE-----';
    expect(await messageOf({}, signed)).toMatchObject({
      text: 'Hello',
      flags: ['signature-not-checked'],
    });
    const encrypted =
      'Hello\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----';
    expect((await messageOf({}, encrypted))?.flags).toEqual(['encrypted']);
  });

  it('keeps its HTML and what was cut, if there is any (S12, S13)', async () => {
    const html =
      '<p>Hello</p><script>x()</script><blockquote type="cite"><p>Before</p></blockquote>';
    const message = await messageOf({ 'Content-Type': 'text/html' }, html);
    expect(message?.html).toContain('<p>Hello</p>');
    expect(message?.html).not.toContain('script');
    const quoted = await messageOf({}, 'Thanks\r\n\r\nOn Tue, Anna wrote:\r\n> Before\r\n');
    expect(quoted?.text).toBe('Thanks');
    expect(quoted?.elided).toContain('Before');
    const plain = await messageOf({}, 'Only this');
    expect(plain).not.toHaveProperty('html');
    expect(plain).not.toHaveProperty('elided');
  });

  it('names the Message-ID of its mail, if there is one (S1)', async () => {
    expect(await messageOf({ 'Message-ID': '<1@client.example>' })).toMatchObject({
      mailMessageId: '<1@client.example>',
    });
    expect(await messageOf({ 'Message-ID': '' }, 'Without')).not.toHaveProperty('mailMessageId');
  });
});

describe('the conversation that a mail opens (S7)', () => {
  beforeEach(() => {
    world.settings['convert-all-emails'] = 'on';
  });

  it('is open, and has the mail’s user, subject and From', async () => {
    await messageOf({
      From: 'new@client.example',
      To: 'support@piping.example',
      Subject: 'Parcel',
    });
    const conversation = world.conversations.at(-1);
    expect(conversation).toMatchObject({
      conversationId: '3000',
      userId: world.users.at(-1)?.userId,
      status: 'open',
      subject: 'Parcel',
      openedFrom: 'new@client.example',
      createdAt: '2026-11-03T10:00:00.000Z',
      lastActivityAt: '2026-11-03T10:00:00.000Z',
    });
    expect(conversation).not.toHaveProperty('userAddress');
  });

  it('has no subject if the mail has none', async () => {
    await messageOf({ From: 'new@client.example', To: 'support@piping.example', Subject: '' });
    expect(world.conversations.at(-1)).not.toHaveProperty('subject');
  });
});

describe('a mail that says nothing (S12)', () => {
  it('is recorded with the conversation it answers', async () => {
    const arrival = arrive(world, { To: TO }, ' \r\n', { verdicts: PASS });
    expect(await receiveMail(arrival, fakePorts(world))).toMatchObject({
      outcome: 'ignored',
      reason: 'empty',
      conversationId: '2457',
      signal: 'token',
    });
    expect(world.messages).toEqual([]);
  });

  it('is recorded without a conversation if it answers none', async () => {
    world.settings['convert-all-emails'] = 'on';
    const headers = { From: 'new@client.example', To: 'support@piping.example' };
    const record = await receiveMail(
      arrive(world, headers, '', { verdicts: PASS }),
      fakePorts(world),
    );
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'empty' });
    expect(record).not.toHaveProperty('conversationId');
    expect(world.conversations).toHaveLength(1);
  });
});
