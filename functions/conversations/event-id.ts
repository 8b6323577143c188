import { createHash } from 'node:crypto';
import type { EventSubject } from './event.ts';

const ID_CHARS = 32;

/** The id of an event: made of what happened, so that the same happening told twice is one event, and nothing in it names a person. */
export function eventIdOf(subject: EventSubject): string {
  const digest = createHash('sha256').update(factsOf(subject).join('\n')).digest('hex');
  return `evt_${digest.slice(0, ID_CHARS)}`;
}

function factsOf(subject: EventSubject): string[] {
  switch (subject.type) {
    case 'message.created':
      return [subject.type, subject.messageId];
    case 'message.bounced': {
      const { messageId, participant, reason } = subject;
      return [subject.type, messageId, participant.kind, participant.id, reason];
    }
    case 'inbound.held':
      return [subject.type, subject.mailId, subject.reason];
  }
}
