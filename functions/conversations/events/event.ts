import type { Participant } from '../people/people.ts';
import { DELIVERY_REASONS } from '../recipients/delivery.ts';

/** The types of events, with their descriptions for the chat backend (docs/openapi.json). */
export const EVENTS = {
  'conversation.created': 'A conversation was opened, in the chat or by mail',
  'message.created': 'Somebody wrote in the chat or by mail',
  'message.sent': 'A message was mailed to somebody',
  'message.failed': 'A message could not be mailed to somebody',
  'message.bounced': 'A mail bounced, or its recipient complained',
  'inbound.received': 'A mail came in, whatever its outcome',
  'inbound.held': 'A mail is held until somebody decides on it',
  'user.created': 'A user was created, by you or by a mail',
  'user.updated':
    'A user changed, a Reply-To redirected a conversation, or an address was suppressed',
  'user.erased': 'The erasure of a user is complete',
} as const;
export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** The type of a trial event; no webhook can subscribe to it. */
export const TRIAL_EVENT_TYPE = 'webhook.test';

export const USER_CHANGES = ['user', 'reply-to', 'suppression'] as const;

interface AboutRow {
  conversationId: string;
  messageId: string;
  participant: Participant;
}

/** What an event is about. Its data is built each time it is sent, so that no copy of a person's words is stored. */
export type EventSubject =
  | { type: 'conversation.created'; conversationId: string }
  | { type: 'message.created'; conversationId: string; messageId: string }
  | ({
      type: 'message.sent';
      /** Why it was mailed, which a bounce does not change. An event's id goes without it. */
      reason?: string;
    } & AboutRow)
  | ({ type: 'message.failed' | 'message.bounced'; reason: string } & AboutRow)
  | { type: 'inbound.received'; conversationId?: string; mailId: string }
  | { type: 'inbound.held'; conversationId?: string; mailId: string; reason: string }
  | { type: 'user.created'; userId: string }
  | {
      type: 'user.updated';
      userId: string;
      /** Set for `change: 'reply-to'`. */
      conversationId?: string;
      change: (typeof USER_CHANGES)[number];
      /** Distinguishes changes of the same kind. */
      occasion: string;
    }
  | { type: 'user.erased'; userId: string; erasureId: string };

/**
 * Every event that may have been published about a row with this decision: a bounced row was sent before, and may have bounced for several
 * reasons.
 */
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

/** The sequence that an event is counted in: its conversation's, else its user's, else that of all others. */
export type EventScope = { conversationId: string } | { userId: string } | 'others';

export function scopeOf(subject: EventSubject): EventScope {
  if ('conversationId' in subject && subject.conversationId !== undefined) {
    return { conversationId: subject.conversationId };
  }
  // `user.erased` is not counted by user: nothing of an erased user may stay
  if (subject.type === 'user.created' || subject.type === 'user.updated') {
    return { userId: subject.userId };
  }
  return 'others';
}
