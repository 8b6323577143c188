import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage, Conversation } from '../../../functions/conversations/conversation.ts';
import type { EventSubject } from '../../../functions/conversations/events/event.ts';
import type { User } from '../../../functions/conversations/people/people.ts';
import type { Delivery } from '../../../functions/conversations/recipients/delivery.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';
import {
  type EventSources,
  eventBody,
  eventData,
} from '../../../functions/steps/webhooks/event-body.ts';
import { faultsOfEvent } from '../../support/documented.ts';
import { suppressedAmong } from '../../support/suppressed-among.ts';

const AT = '2026-11-22T10:30:00.000Z';
const CARLA = { kind: 'user', id: 'carla' } as const;

/** What the events are about. */
interface World {
  message: ChatMessage | undefined;
  conversation: Conversation | undefined;
  rows: Delivery[];
  mail: MailRecord | undefined;
  user: User | undefined;
  suppressed: string[];
}

let world: World;
beforeEach(() => {
  world = {
    message: {
      messageId: '1000-1',
      conversationId: '1000',
      author: CARLA,
      channel: 'chat',
      text: 'Ciao',
      html: '<p>Ciao</p>',
      elided: '> before',
      attachments: [],
      flags: [],
      answeredByBot: true,
      clientMessageId: 'c-1',
      metadata: { mood: 'glad' },
      mailId: 'inbound-1',
      createdAt: AT,
    },
    conversation: {
      conversationId: '1000',
      userId: 'carla',
      openedFrom: 'carla@kunde.example',
      status: 'open',
      createdAt: AT,
      lastActivityAt: AT,
    },
    rows: [
      row({ participant: { kind: 'agent', id: 'carla' }, recipient: 'anna@shop.example' }),
      row({ participant: { kind: 'user', id: 'dora' }, recipient: 'dora@kunde.example' }),
      row({}),
    ],
    mail: {
      mailId: 'inbound-1',
      receivedAt: AT,
      from: 'carla@kunde.example',
      subject: 'Parcel',
      verdicts: {},
      via: 'ses',
      envelope: { reversePath: undefined, forwardPaths: [] },
      outcome: 'delivered',
      reason: 'released',
      signal: 'token',
      messageId: '1000-1',
      conversationId: '1000',
    } as unknown as MailRecord,
    user: {
      userId: 'carla',
      email: 'carla@kunde.example',
      emailFrom: 'mail',
      formerEmails: [],
      emailNotifications: true,
    },
    suppressed: [],
  };
});

const row = (more: Partial<Delivery>) =>
  ({
    messageId: '1000-1',
    participant: CARLA,
    recipient: 'carla@kunde.example',
    decision: 'sent',
    reason: 'agent-replied',
    sesMessageId: '0102-1',
    at: AT,
    ...more,
  }) as Delivery;

const sources = (): EventSources => ({
  conversations: {
    find: async () => world.conversation,
    findMessage: async () => world.message,
  },
  people: { findUser: async () => world.user },
  suppressions: { among: suppressedAmong(world.suppressed) },
  deliveries: { list: async () => world.rows },
  inbound: { find: async () => world.mail },
});

/** The data of an event, which must be as docs/openapi.json has it. */
async function told(subject: EventSubject) {
  const event = { ...subject, eventId: 'evt_1', at: AT, sequence: 7 };
  const data = await eventData(event, sources());
  if (data) expect(faultsOfEvent(eventBody(event, data))).toEqual([]);
  return data;
}

const about = { conversationId: '1000', messageId: '1000-1', participant: CARLA } as const;
const updated = { type: 'user.updated', userId: 'carla', occasion: AT } as const;

describe('the data of an event', () => {
  it('of a message is what the chat backend gave, without HTML and quoted history', async () => {
    const { html: _html, elided: _elided, conversationId: _id, ...message } = world.message ?? {};
    const created = {
      type: 'message.created',
      conversationId: '1000',
      messageId: '1000-1',
    } as const;
    expect(await told(created)).toEqual({
      conversationId: '1000',
      sequence: 7,
      messageId: '1000-1',
      message,
    });
  });

  it('of a conversation leaves out what only our rules need', async () => {
    const { openedFrom: _from, ...conversation } = world.conversation ?? {};
    expect(await told({ type: 'conversation.created', conversationId: '1000' })).toEqual({
      conversationId: '1000',
      sequence: 7,
      userId: 'carla',
      conversation,
    });
  });

  it('of a mail that was sent names its recipient among several, and SES’s id (S11)', async () => {
    expect(await told({ type: 'message.sent', ...about })).toEqual({
      conversationId: '1000',
      sequence: 7,
      messageId: '1000-1',
      recipient: 'carla@kunde.example',
      participant: CARLA,
      decision: 'sent',
      reason: 'agent-replied',
      sesMessageId: '0102-1',
    });
  });

  it.each([
    ['message.failed', 'too-large'],
    ['message.bounced', 'hard-bounce'],
  ] as const)('of %s gives the reason of then, and no id of SES (S16)', async (type, reason) => {
    const data = await told({ type, ...about, reason });
    expect(data).toMatchObject({ decision: type.slice('message.'.length), reason });
    expect(data).not.toHaveProperty('sesMessageId');
  });

  it('of a mail that came in gives its outcome as it is now (S11)', async () => {
    expect(await told({ type: 'inbound.received', mailId: 'inbound-1' })).toEqual({
      sequence: 7,
      mailId: 'inbound-1',
      receivedAt: AT,
      from: 'carla@kunde.example',
      subject: 'Parcel',
      outcome: 'delivered',
      reason: 'released',
      signal: 'token',
      messageId: '1000-1',
    });
  });

  it('of a held mail gives why it was held, though it has been released since', async () => {
    const data = await told({ type: 'inbound.held', mailId: 'inbound-1', reason: 'spam' });
    expect(data).toMatchObject({ outcome: 'held', reason: 'spam' });
    expect(data).not.toHaveProperty('messageId');
  });

  it('of a user says whether the address is suppressed, and not who gave it (S16)', async () => {
    const { emailFrom: _from, ...user } = world.user ?? {};
    const data = await told({ type: 'user.created', userId: 'carla' });
    expect(data).toEqual({ sequence: 7, userId: 'carla', user });
    world.suppressed = ['carla@kunde.example'];
    expect(await told({ type: 'user.created', userId: 'carla' })).toMatchObject({
      user: { suppressed: { reason: 'hard-bounce', at: AT } },
    });
  });

  it('of a changed user says what changed; a Reply-To also where mail goes now, or that it was undone (S4)', async () => {
    expect(await told({ ...updated, change: 'suppression' })).not.toHaveProperty('userAddress');
    const byReplyTo = { ...updated, change: 'reply-to', conversationId: '1000' } as const;
    expect(await told(byReplyTo)).toMatchObject({ change: 'reply-to', userAddress: null });
    if (world.conversation) world.conversation.userAddress = 'home@new.example';
    expect(await told(byReplyTo)).toMatchObject({ userAddress: 'home@new.example' });
  });

  it('of an erased user is two ids alone (S19)', async () => {
    const erased = { type: 'user.erased', userId: 'carla', erasureId: 'e-1' } as const;
    expect(await told(erased)).toEqual({ sequence: 7, userId: 'carla', erasureId: 'e-1' });
  });

  it.each<EventSubject>([
    { type: 'message.created', conversationId: '1000', messageId: '1000-1' },
    { type: 'conversation.created', conversationId: '1000' },
    { type: 'message.sent', ...about },
    { type: 'inbound.received', mailId: 'inbound-1' },
    { type: 'inbound.held', mailId: 'inbound-1', reason: 'spam' },
    { type: 'user.created', userId: 'carla' },
    { ...updated, change: 'user' },
  ])('is none once its subject is gone: $type (S19)', async (subject) => {
    world = { ...world, message: undefined, conversation: undefined, mail: undefined };
    world = { ...world, user: undefined, rows: [] };
    expect(await told(subject)).toBeUndefined();
  });
});
