import { hash } from 'node:crypto';
import type { EventSubject } from './event.ts';

const ID_CHARS = 32;

/** An event's id: a hash of the facts, so that the same happening is always the same event, and the id names no person. */
export function eventIdOf(subject: EventSubject): string {
  const facts = [subject.type, ...factsOf(subject)];
  const digest = hash('sha256', facts.join('\n'));
  return `evt_${digest.slice(0, ID_CHARS)}`;
}

function factsOf(subject: EventSubject): string[] {
  switch (subject.type) {
    case 'conversation.created':
      return [subject.conversationId];
    case 'message.created':
      return [subject.messageId];
    case 'message.sent':
      return [subject.messageId, subject.participant.kind, subject.participant.id];
    case 'message.failed':
    case 'message.bounced': {
      const { messageId, participant, reason } = subject;
      return [messageId, participant.kind, participant.id, reason];
    }
    case 'inbound.received':
      return [subject.mailId];
    case 'inbound.held':
      return [subject.mailId, subject.reason];
    case 'user.created':
      return [subject.userId];
    case 'user.updated':
      return [subject.userId, subject.conversationId ?? '', subject.change, subject.occasion];
    case 'user.erased':
      return [subject.erasureId];
  }
}
