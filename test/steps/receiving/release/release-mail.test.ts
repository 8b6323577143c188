import { beforeEach, describe, expect, it } from 'vitest';
import { formatTag } from '../../../../functions/conversations/signals/tag.ts';
import type { Verdicts } from '../../../../functions/mail/message.ts';
import type { ReceiveMailPorts } from '../../../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import { releaseMail } from '../../../../functions/steps/receiving/release/release-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  KEYS,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const AGENT_ADDRESS = replyAddress('agent', 'anna');
const USER_ADDRESS = replyAddress('user', 'carla');
const TAG = `"x | ${formatTag(KEYS, { prefix: 'LC', digits: 6 }, '2457')}" <support@piping.example>`;
const BODY =
  '--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--';

let world: World;
let mailId: string;
beforeEach(async () => {
  world = makeWorld();
  const [conversation] = world.conversations;
  if (conversation) world.conversations.push({ ...conversation, conversationId: '2458' });
  const headers = {
    From: 'anna@shop.example',
    To: AGENT_ADDRESS,
    'Content-Type': 'multipart/mixed; boundary=b',
  };
  const held = await receiveMail(
    arrive(world, headers, BODY, { verdicts: FAIL }),
    fakePorts(world),
  );
  mailId = held?.mailId ?? '';
  expect(held).toMatchObject({ outcome: 'held' });
});

const release = (conversationId: string, ports: ReceiveMailPorts) =>
  releaseMail(mailId, { conversationId }, ports);

function waitingBefore(call: 'store' | 'deliver', wait: () => Promise<unknown>): ReceiveMailPorts {
  const ports = fakePorts(world);
  const { attachments, conversations } = ports;
  if (call === 'store') {
    const store: typeof attachments.store = async (...given) => {
      await wait();
      return attachments.store(...given);
    };
    return { ...ports, attachments: { ...attachments, store } };
  }
  const deliverMail: typeof conversations.deliverMail = async (delivery) => {
    await wait();
    return conversations.deliverMail(delivery);
  };
  return { ...ports, conversations: { ...conversations, deliverMail } };
}

/** The file belongs to the message's conversation, so that an erasure finds it (S19). */
function expectFileWithMessage(): void {
  expect(world.messages).toMatchObject([{ conversationId: '2457' }]);
  expect([...world.files.values()]).toEqual(['2457']);
}

describe('releaseMail', () => {
  it('delivers a held mail into the conversation that a person names', async () => {
    expect(await release('2458', fakePorts(world))).toMatchObject({ kind: 'released' });
    expect([...world.files.values()]).toEqual(['2458']);
  });

  it('does not call a mail released that shows nothing, and so became no message (S12)', async () => {
    const raw = world.raws.get(mailId) ?? '';
    world.raws.set(mailId, `${raw.slice(0, raw.indexOf('Content-Type'))}\r\n \r\n`);
    expect(await release('2457', fakePorts(world))).toEqual({ kind: 'not-held' });
    expect(world.records.get(mailId)).toMatchObject({ outcome: 'ignored', reason: 'empty' });
    expect(world.messages).toEqual([]);
  });

  it('keeps files with their message when another release stored them in between', async () => {
    const killed = waitingBefore('deliver', async () => Promise.reject(new Error('killed')));
    const winner = waitingBefore('deliver', () => release('2458', killed).catch(() => undefined));
    expect(await release('2457', winner)).toMatchObject({ kind: 'released' });
    expectFileWithMessage();
  });

  it('keeps files with their message when another release stores them afterwards', async () => {
    const late = waitingBefore('store', () => release('2457', fakePorts(world)));
    expect(await release('2458', late)).toMatchObject({ kind: 'released' });
    expectFileWithMessage();
  });

  const releasing = (order: Parameters<typeof releaseMail>[1] = {}, id = mailId) =>
    releaseMail(id, order, fakePorts(world));
  const hold = async (headers: Record<string, string>, body = 'Hello', more: Verdicts = {}) => {
    const verdicts = { ...FAIL, ...more };
    const held = await receiveMail(arrive(world, headers, body, { verdicts }), fakePorts(world));
    return held?.mailId ?? '';
  };

  it('delivers it as its author, into the conversation it answers, marked as unproven', async () => {
    expect(await releasing()).toEqual({ kind: 'released' });
    expect(world.records.get(mailId)).toMatchObject({
      outcome: 'delivered',
      reason: 'released',
      conversationId: '2457',
      signal: 'token',
    });
    expect(world.messages).toMatchObject([
      { text: 'See the file.', author: { kind: 'agent', id: 'anna', name: 'Anna' } },
    ]);
    expect(world.messages[0]?.flags).toContain('unverified');
  });

  it('heeds the proved Reply-To of the user’s own mail, and of nobody else’s (R31, S4)', async () => {
    const proved = { spf: 'PASS', spfDomain: 'kunde.example', virus: 'FAIL' } as const;
    const headers = { To: USER_ADDRESS, 'Reply-To': 'home@new.example' };
    const forged = { ...headers, From: 'eve@evil.example' };
    const as = { kind: 'user', id: 'carla' } as const;
    for (const each of [forged, headers]) {
      const arrival = arrive(world, each, `Hello ${each.To}`, { verdicts: proved });
      expect(await receiveMail(arrival, fakePorts(world))).toMatchObject({ reason: 'virus' });
      await releaseMail(arrival.mailId, { as }, fakePorts(world));
      const [conversation] = world.conversations;
      expect(conversation?.userAddress).toBe(each === headers ? 'home@new.example' : undefined);
    }
  });

  it('delivers it as the author that the order names', async () => {
    await releasing({ as: { kind: 'user', id: 'carla' } });
    expect(world.messages[0]?.author).toMatchObject({ kind: 'user', id: 'carla', name: 'Carla' });
  });

  it('delivers it once', async () => {
    await releasing();
    expect(await releasing()).toEqual({ kind: 'not-held' });
    expect(world.messages).toHaveLength(1);
  });

  it('releases only held mail, and mail with two possible authors', async () => {
    const ignored = await hold({ From: 'new@client.example' });
    expect(await releasing({}, ignored)).toEqual({ kind: 'not-held' });
    const ambiguous = await hold({ From: 'a@x.example, anna@shop.example', To: AGENT_ADDRESS });
    expect(world.records.get(ambiguous)).toMatchObject({ reason: 'ambiguous-author' });
    expect(await releasing({}, ambiguous)).toMatchObject({ kind: 'released' });
    // neither author is proved
    expect(world.messages.at(-1)).toMatchObject({
      author: { kind: 'guest', id: 'a@x.example' },
      flags: ['unverified', 'guest'],
    });
  });

  it.each([
    ['a tag, as a guest: another visitor', TAG, 'guest'],
    ['the user’s token, as the user', USER_ADDRESS, 'user'],
  ])('delivers what a form sent with another Reply-To and %s (S3, S7)', async (_, to, kind) => {
    const opened = { openedFrom: 'form@shop2.example', userAddress: 'visitor-1@x.example' };
    Object.assign(world.conversations[0] ?? {}, opened);
    const headers = { From: 'form@shop2.example', 'Reply-To': 'visitor-2@x.example', To: to };
    const held = await hold(headers, 'Hello', { virus: 'FAIL' });
    expect(await releasing({}, held)).toEqual({ kind: 'released' });
    expect(world.records.get(held)).toMatchObject({ conversationId: '2457' });
    expect(world.messages.at(-1)?.author.kind).toBe(kind);
  });

  it('opens a conversation for a mail that answers none (S7)', async () => {
    world.settings['convert-all-emails'] = 'on';
    world.settings['new-conversations-per-hour'] = '1';
    world.openings = 1;
    const flood = await hold({ From: 'Bob <bob@x.example>', Subject: 'Parcel' });
    expect(world.records.get(flood)).toMatchObject({ reason: 'too-many-new-conversations' });
    expect(await releasing({}, flood)).toEqual({ kind: 'released' });
    expect(world.records.get(flood)).toMatchObject({ conversationId: '3000' });
    expect(world.conversations.at(-1)).toMatchObject({
      subject: 'Parcel',
      openedFrom: 'bob@x.example',
    });
    expect(world.users.at(-1)).toMatchObject({ email: 'bob@x.example', emailFrom: 'unproven' });
  });

  it.each([
    ['anna@shop.example', 'needs-conversation'],
    ['support@piping.example', 'needs-author'],
    ['Support+x@Piping.example', 'needs-author'],
  ])(
    'opens no conversation for a user of %s, which is staff’s or ours (R13, S7)',
    async (From, kind) => {
      const held = await hold({ From, To: 'support@piping.example' }, 'Hello', { virus: 'FAIL' });
      expect(world.records.get(held)).toMatchObject({ reason: 'virus' });
      expect(await releasing({}, held)).toEqual({ kind });
      expect(world.messages).toEqual([]);
      const as = { kind: 'user', id: 'carla' } as const;
      expect(await releasing({ as }, held)).toMatchObject({ kind: 'released' });
      // mail for the user must not go there
      expect(world.conversations.at(-1)).toMatchObject({ userId: 'carla' });
      expect(world.conversations.at(-1)).not.toHaveProperty('openedFrom');
    },
  );

  it('makes no guest of the piping address (R13)', async () => {
    const headers = { From: 'support@piping.example', To: TAG };
    const held = await hold(headers, 'Hello', { virus: 'FAIL' });
    expect(await releasing({}, held)).toEqual({ kind: 'needs-author' });
  });

  it('needs an author if none can be read (S3)', async () => {
    const nobody = await hold({ From: '', To: 'support@piping.example' });
    expect(await releasing({}, nobody)).toEqual({ kind: 'needs-author' });
    expect(await releasing({ conversationId: '2457' }, nobody)).toEqual({ kind: 'needs-author' });
    const order = { conversationId: '2457', as: { kind: 'user', id: 'carla' } } as const;
    expect(await releasing(order, nobody)).toMatchObject({ kind: 'released' });
    expect(world.messages.at(-1)?.author).toEqual({ kind: 'user', id: 'carla', name: 'Carla' });
  });

  it('says what does not exist, and why a mail cannot be read', async () => {
    expect(await releasing({}, 'none')).toEqual({ kind: 'unknown' });
    expect(await releasing({ conversationId: '9999' })).toEqual({ kind: 'unknown-conversation' });
    world.raws.set(mailId, 'noise\r\n');
    expect(await releasing()).toEqual({ kind: 'not-readable', why: 'no-header-field' });
    world.raws.set(mailId, `From: a@b.example\r\nX: ${'y'.repeat(300_000)}\r\n\r\n`);
    expect(await releasing()).toEqual({ kind: 'not-readable', why: 'header-block' });
    world.raws.delete(mailId);
    expect(await releasing()).toEqual({ kind: 'unknown' });
    world.users = [];
    expect(await releasing()).toEqual({ kind: 'unknown-conversation' });
    expect(world.messages).toEqual([]);
  });

  it('accepts only a known agent or the conversation’s own user as author', async () => {
    expect(await releasing({ as: { kind: 'agent', id: 'nobody' } })).toEqual({
      kind: 'unknown-agent',
    });
    world.users.push({ userId: 'bob', formerEmails: [], emailNotifications: true });
    expect(await releasing({ as: { kind: 'user', id: 'bob' } })).toEqual({
      kind: 'author-not-in-conversation',
    });
    expect(world.messages).toEqual([]);
    expect(await releasing({ as: { kind: 'user', id: 'carla' } })).toMatchObject({
      kind: 'released',
    });
  });

  it.each([
    ['in their conversation', '2457'],
    ['of a mail that opens one', undefined],
  ])(
    'knows the author %s by the id of a user whom they have taken over, as POST messages does (S7)',
    async (_where, conversationId) => {
      const record = world.records.get(mailId);
      if (record && conversationId === undefined) delete record.conversationId;
      const ports = fakePorts(world);
      const findUser: typeof ports.people.findUser = async (id) =>
        ports.people.findUser(id === 'mail-1' ? 'carla' : id);
      const order = { conversationId, as: { kind: 'user', id: 'mail-1' } } as const;
      const people = { ...ports.people, findUser };
      expect(await releaseMail(mailId, order, { ...ports, people })).toEqual({ kind: 'released' });
      expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
      expect(world.conversations.at(-1)).toMatchObject({ userId: 'carla' });
    },
  );

  it('accepts only a known user as author of a mail that opens a conversation', async () => {
    const record = world.records.get(mailId);
    if (record) delete record.conversationId;
    expect(await releasing({ as: { kind: 'agent', id: 'anna' } })).toEqual({
      kind: 'needs-conversation',
    });
    expect(await releasing({ as: { kind: 'user', id: 'nobody' } })).toEqual({
      kind: 'unknown-user',
    });
    expect(await releasing({ as: { kind: 'user', id: 'carla' } })).toMatchObject({
      kind: 'released',
    });
    expect(world.conversations.at(-1)).toMatchObject({ userId: 'carla' });
  });
});
