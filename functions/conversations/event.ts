import type { Participant } from './people.ts';

/** What the chat backend can be told of (docs/openapi.json). */
export const EVENT_TYPES = ['message.created', 'message.bounced', 'inbound.held'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What an event is about. The event's data is made of it whenever it is sent, so that no copy of a person's words is kept. */
export type EventSubject =
  | { type: 'message.created'; conversationId: string; messageId: string }
  | {
      type: 'message.bounced';
      conversationId: string;
      messageId: string;
      participant: Participant;
      reason: string;
    }
  | { type: 'inbound.held'; conversationId?: string; mailId: string; reason: string };
