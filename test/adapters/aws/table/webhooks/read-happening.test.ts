import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { readHappenings } from '../../../../../functions/adapters/aws/table/webhooks/read-happening.ts';

import { planErasure } from '../../../../../functions/steps/erasing/request-erasure.ts';

const AT = '2026-11-22T10:30:00.000Z';
const LATER = '2026-11-22T11:00:00.000Z';

const imageOf = (item: object) =>
  marshall(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** The happenings of an item that was created, or changed from `before`, with their times. */
const happenings = (item: object, before?: object) =>
  readHappenings({
    eventName: before ? 'MODIFY' : 'INSERT',
    dynamodb: { NewImage: imageOf(item), ...(before && { OldImage: imageOf(before) }) },
  });

const told = (item: object, before?: object) =>
  happenings(item, before).map((one) => ('subject' in one ? one.subject : one));

const conversation = {
  type: 'conversation',
  conversationId: '7',
  userId: 'carla',
  status: 'open',
  createdAt: AT,
  lastActivityAt: LATER,
};
const user = {
  type: 'user',
  userId: 'carla',
  formerEmails: [],
  emailNotifications: true,
  createdAt: AT,
  revision: 1,
};
const row = {
  type: 'delivery',
  messageId: '7-01',
  participant: { kind: 'user', id: 'carla' },
  at: AT,
};
const mail = {
  type: 'mail',
  mailId: 'inbound-1',
  receivedAt: AT,
  from: 'carla@kunde.example',
  subject: 'Help',
  verdicts: {},
  via: 'ses',
  envelope: { forwardPaths: [] },
};

describe('readHappenings', () => {
  it('reports a new conversation once, and an address from a Reply-To (S4)', () => {
    expect(told(conversation)).toEqual([{ type: 'conversation.created', conversationId: '7' }]);
    expect(told(conversation, conversation)).toEqual([]);
    const moved = { ...conversation, userAddress: 'other@kunde.example' };
    expect(told(moved, conversation)).toEqual([
      {
        type: 'user.updated',
        userId: 'carla',
        conversationId: '7',
        change: 'reply-to',
        occasion: LATER,
      },
    ]);
    expect(told(moved, moved)).toEqual([]);
  });

  it('reports new and changed users', () => {
    expect(told(user)).toEqual([{ type: 'user.created', userId: 'carla' }]);
    expect(told({ ...user, revision: 2 }, user)).toEqual([]);
    expect(told({ ...user, revision: 2, name: 'Carla' }, user)).toEqual([
      { type: 'user.updated', userId: 'carla', change: 'user', occasion: '2' },
    ]);
  });

  it('reports each outcome of a mail to a recipient once (S11, S16)', () => {
    const about = { conversationId: '7', messageId: '7-01', participant: row.participant };
    const pending = { ...row, decision: 'pending', reason: 'agent-replied' };
    const sent = { ...row, decision: 'sent', reason: 'agent-replied', sesMessageId: 's-1' };
    const failed = { ...row, decision: 'failed', reason: 'too-large' };
    const bounced = { ...sent, decision: 'bounced', reason: 'hard-bounce' };
    expect(told(pending)).toEqual([]);
    expect(told({ ...row, decision: 'skipped', reason: 'online' })).toEqual([]);
    // that it was sent, its window tells
    expect(told(sent, pending)).toEqual([]);
    expect(told({ ...sent, delayedAt: AT }, sent)).toEqual([]);
    expect(told(failed, pending)).toEqual([
      { type: 'message.failed', ...about, reason: 'too-large' },
    ]);
    expect(told(bounced, sent)).toEqual([
      { type: 'message.bounced', ...about, reason: 'hard-bounce' },
    ]);
    expect(told({ ...bounced, reason: 'complaint' }, bounced)).toHaveLength(1);
    expect(told(bounced, bounced)).toEqual([]);
  });

  it('reports each message of a mail once when SES has accepted it (S11)', () => {
    const { participant } = row;
    const window = {
      ...{ pk: 'CONVERSATION#7', sk: 'SENT#01#user#carla', type: 'outgoing' },
      ...{ conversationId: '7', participant, windowId: '7-01', closesAt: 0, state: 'closed' },
      messageIds: ['7-01', '7-02', '7-03'],
    };
    const reasons = ['7-01', '7-03'].map((messageId) => ({ messageId, reason: 'agent-replied' }));
    const mail = {
      sesMessageId: 's-1',
      wireMessageId: '<s-1@x>',
      recipient: 'c@x.example',
      at: AT,
    };
    // a record of the stream has octets as base64
    const sent = { ...window, state: 'sent', mail: { ...mail, reasons }, packed: 'q1YqLU4tAQA=' };
    expect(told(window)).toEqual([]);
    expect(told(sent, window)).toEqual(
      ['7-01', '7-03'].map((messageId) => ({
        ...{ type: 'message.sent', conversationId: '7', messageId, participant },
        reason: 'agent-replied',
      })),
    );
    expect(told({ ...sent, expiresAt: 1 }, sent)).toEqual([]);
    expect(told({ ...window, state: 'dropped' }, window)).toEqual([]);
  });

  it('reports every incoming mail, and each held one', () => {
    const held = { ...mail, outcome: 'held', reason: 'spam' };
    expect(told({ ...mail, outcome: 'ignored', reason: 'bulk' })).toEqual([
      { type: 'inbound.received', mailId: 'inbound-1' },
    ]);
    expect(told(held)).toEqual([
      { type: 'inbound.received', mailId: 'inbound-1' },
      { type: 'inbound.held', mailId: 'inbound-1', reason: 'spam' },
    ]);
    expect(told(held, { ...mail, outcome: 'ignored', reason: 'bulk' })).toEqual([
      { type: 'inbound.held', mailId: 'inbound-1', reason: 'spam' },
    ]);
    expect(told(held, held)).toEqual([]);
  });

  it('reports each message once, wherever its words are (S11)', () => {
    const about = { conversationId: '7', messageId: '7-01' };
    const message = { type: 'message', ...about, createdAt: AT, body: 'in the bucket' };
    expect(told(message)).toEqual([{ type: 'message.created', ...about }]);
    expect(told({ ...message, flags: ['bounced'] }, message)).toEqual([]);
  });

  it('names the conversation that an incoming mail belongs to', () => {
    const held = { ...mail, outcome: 'held', reason: 'spam', conversationId: '7' };
    expect(told(held)).toMatchObject([{ conversationId: '7' }, { conversationId: '7' }]);
  });

  it.each([
    ['conversation', conversation, AT],
    ['message', { type: 'message', conversationId: '7', messageId: '7-01', createdAt: AT }, AT],
    ['mail', { ...mail, outcome: 'ignored', reason: 'bulk' }, AT],
    ['row', { ...row, decision: 'failed', reason: 'too-large', at: LATER }, LATER],
    ['user', user, AT],
  ])('gives the time of a new %s', (_kind, item, at) => {
    expect(happenings(item)).toMatchObject([{ at }]);
  });

  it('reports nothing of an item that is deleted or expires, or of another kind (S19)', () => {
    const dynamodb = { OldImage: imageOf(conversation) };
    expect(readHappenings({ eventName: 'REMOVE', dynamodb })).toEqual([]);
    expect(told({ type: 'presence', userId: 'carla' })).toEqual([]);
  });

  it('reports a suppressed address (S16) and an erased user (S19)', () => {
    const about = { address: 'carla@kunde.example', reason: 'complaint', at: AT };
    const suppression = { type: 'suppression', ...about };
    expect(told(suppression)).toEqual([{ suppressed: 'carla@kunde.example', at: AT }]);
    const given = { erasureId: 'e-1', sharedAddresses: [], nowMs: 0 };
    const running = { type: 'erasure', ...planErasure(user, given) };
    const { work: _work, ...erasure } = running;
    expect(told({ ...erasure, status: 'done' }, running)).toEqual([
      { type: 'user.erased', userId: 'carla', erasureId: 'e-1' },
    ]);
    expect(told(running, running)).toEqual([]);
    expect(told({ ...erasure, status: 'done' }, { ...erasure, status: 'done' })).toEqual([]);
  });
});
