import { describe, expect, it } from 'vitest';
import {
  type EventSubject,
  eventsOfRow,
  scopeOf,
} from '../../../functions/conversations/events/event.ts';
import { eventIdOf } from '../../../functions/conversations/events/event-id.ts';

const participant = { kind: 'user', id: 'carla' } as const;
const row = { conversationId: '7', messageId: '7-1', participant };

/** All different happenings. */
const DIFFERENT: EventSubject[] = [
  { type: 'conversation.created', conversationId: '7' },
  { type: 'conversation.created', conversationId: '8' },
  { type: 'message.created', conversationId: '7', messageId: '7-1' },
  { type: 'message.created', conversationId: '7', messageId: '7-2' },
  { type: 'message.sent', ...row },
  { type: 'message.sent', ...row, messageId: '7-2' },
  { type: 'message.sent', ...row, participant: { kind: 'agent', id: 'carla' } },
  { type: 'message.sent', ...row, participant: { kind: 'user', id: 'ann' } },
  { type: 'message.failed', ...row, reason: 'too-large' },
  { type: 'message.bounced', ...row, reason: 'hard-bounce' },
  { type: 'message.bounced', ...row, reason: 'complaint' },
  { type: 'inbound.received', mailId: 'inbound-1' },
  { type: 'inbound.received', mailId: 'inbound-2' },
  { type: 'inbound.held', mailId: 'inbound-1', reason: 'flood' },
  { type: 'inbound.held', mailId: 'inbound-1', reason: 'unknown-sender' },
  { type: 'user.created', userId: 'carla' },
  { type: 'user.created', userId: 'ann' },
  { type: 'user.updated', userId: 'carla', change: 'user', occasion: '1' },
  { type: 'user.updated', userId: 'carla', change: 'user', occasion: '2' },
  { type: 'user.updated', userId: 'carla', change: 'suppression', occasion: '1' },
  { type: 'user.updated', userId: 'carla', conversationId: '7', change: 'user', occasion: '1' },
  { type: 'user.updated', userId: 'ann', change: 'user', occasion: '1' },
  { type: 'user.updated', userId: 'ann', conversationId: '17', change: 'user', occasion: '1' },
  { type: 'user.updated', userId: 'ann1', conversationId: '7', change: 'user', occasion: '1' },
  { type: 'user.erased', userId: 'carla', erasureId: 'e-1' },
  { type: 'user.erased', userId: 'carla', erasureId: 'e-2' },
];

describe('eventIdOf', () => {
  it('differs for every happening', () => {
    expect(new Set(DIFFERENT.map(eventIdOf)).size).toBe(DIFFERENT.length);
  });

  it.each(DIFFERENT)('is the same for the same happening told twice (S15): $type', (subject) => {
    expect(eventIdOf({ ...subject })).toBe(eventIdOf(subject));
    expect(eventIdOf(subject)).toMatch(/^evt_[0-9a-f]{32}$/);
  });
});

describe('scopeOf', () => {
  it.each([
    ['its conversation', { type: 'message.sent', ...row }, { conversationId: '7' }],
    [
      "its conversation before its user's",
      { type: 'user.updated', userId: 'c', conversationId: '7', change: 'reply-to', occasion: '1' },
      { conversationId: '7' },
    ],
    ['its user', { type: 'user.created', userId: 'carla' }, { userId: 'carla' }],
    [
      'its user, in no conversation',
      { type: 'user.updated', userId: 'carla', change: 'user', occasion: '1' },
      { userId: 'carla' },
    ],
    [
      'its user, where no conversation is named',
      {
        type: 'user.updated',
        userId: 'c',
        conversationId: undefined,
        change: 'user',
        occasion: '1',
      },
      { userId: 'c' },
    ],
    ['all others', { type: 'inbound.received', mailId: 'inbound-1' }, 'others'],
    [
      'all others once the user is gone',
      { type: 'user.erased', userId: 'c', erasureId: 'e' },
      'others',
    ],
  ] as const)('counts an event among those of %s', (_what, subject, scope) => {
    expect(scopeOf(subject)).toEqual(scope);
  });
});

describe('eventsOfRow', () => {
  const sent = { type: 'message.sent', ...row };
  const each = (type: string, reasons: string[]) =>
    reasons.map((reason) => ({ type, ...row, reason }));

  it.each([
    ['sent', [sent]],
    ['failed', each('message.failed', ['message-rejected', 'account-paused', 'too-large'])],
    ['bounced', [sent, ...each('message.bounced', ['hard-bounce', 'soft-bounce', 'complaint'])]],
    ['skipped', []],
  ])(
    'names every event that a %s row may have had, so that an erasure finds them all (S19)',
    (decision, events) => {
      expect(eventsOfRow(decision, row)).toEqual(events);
    },
  );
});
