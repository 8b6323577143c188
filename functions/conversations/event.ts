import { DELIVERY_REASONS } from './delivery.ts';
import type { Participant } from './people.ts';

/** What the chat backend can be told of, and what it tells (docs/openapi.json). */
export const EVENTS = {
  'conversation.created': 'Somebody opened a conversation, in the chat or by mail',
  'message.created': 'Somebody wrote, in the chat or by mail',
  'message.sent': 'A message went out to somebody by mail',
  'message.failed': 'A message could not be mailed to somebody',
  'message.bounced': 'A mail came back, or its recipient complained',
  'inbound.received': 'A mail came in, whatever became of it',
  'inbound.held': 'A mail waits for somebody to decide on it',
  'user.created': 'A user is there, of yours or made by a mail',
  'user.updated':
    'A user changed, a Reply-To moved where a conversation is mailed to, or an address is written to no more',
  'user.erased': 'Nothing of a user is left',
} as const;
export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** The event that tries a webhook: it tells of nothing, and no webhook chooses it. */
export const TRIAL_EVENT_TYPE = 'webhook.test';

export const USER_CHANGES = ['user', 'reply-to', 'suppression'] as const;

interface AboutRow {
  conversationId: string;
  messageId: string;
  participant: Participant;
}

/** What an event is about. The event's data is made of it whenever it is sent, so that no copy of a person's words is kept. */
export type EventSubject =
  | { type: 'conversation.created'; conversationId: string }
  | { type: 'message.created'; conversationId: string; messageId: string }
  | ({ type: 'message.sent' } & AboutRow)
  | ({ type: 'message.failed' | 'message.bounced'; reason: string } & AboutRow)
  | { type: 'inbound.received'; conversationId?: string; mailId: string }
  | { type: 'inbound.held'; conversationId?: string; mailId: string; reason: string }
  | { type: 'user.created'; userId: string }
  | {
      type: 'user.updated';
      userId: string;
      /** Of a Reply-To. */
      conversationId?: string;
      change: (typeof USER_CHANGES)[number];
      /** Tells changes of one kind apart. */
      occasion: string;
    }
  | { type: 'user.erased'; userId: string; erasureId: string };

/** Events that may have told of a row which is decided so: it may have been sent, then have bounced for one reason and for a graver one. */
export function eventsOfRow(decision: string, about: AboutRow): EventSubject[] {
  const each = <Type extends 'message.failed' | 'message.bounced'>(
    type: Type,
    reasons: readonly string[],
  ) => reasons.map((reason) => ({ type, ...about, reason }));
  switch (decision) {
    case 'sent':
      return [{ type: 'message.sent', ...about }];
    case 'failed':
      return each('message.failed', DELIVERY_REASONS.failed);
    case 'bounced':
      return [
        { type: 'message.sent', ...about },
        ...each('message.bounced', DELIVERY_REASONS.bounced),
      ];
    default:
      return [];
  }
}

/** Among which events one is counted: those of its conversation, else of its user, else all others. */
export type EventScope = { conversationId: string } | { userId: string } | 'others';

export function scopeOf(subject: EventSubject): EventScope {
  if ('conversationId' in subject && subject.conversationId !== undefined) {
    return { conversationId: subject.conversationId };
  }
  // nothing is counted by a user of whom nothing is left
  if (subject.type === 'user.created' || subject.type === 'user.updated') {
    return { userId: subject.userId };
  }
  return 'others';
}
