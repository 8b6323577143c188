import type { EventSubject } from '../../../../conversations/event.ts';
import type { Happening } from '../../../../steps/webhooks/ports.ts';
import type { Image, ItemChange } from './item-change.ts';

/** What was decided about a message and a recipient, when it is news: sent, failed, or bounced, each for a reason of its own. */
export function rowHappening({ image, before }: ItemChange): Happening | undefined {
  const { decision, reason, messageId, at } = image;
  const participant = participantOf(image);
  if (!messageId?.S || !reason?.S || !at?.S || !participant) return undefined;
  if (before?.decision?.S === decision?.S && before?.reason?.S === reason.S) return undefined;
  const about = {
    conversationId: messageId.S.slice(0, messageId.S.lastIndexOf('-')),
    messageId: messageId.S,
    participant,
  };
  const subject = subjectOf(decision?.S, reason.S, about);
  return subject && { subject, at: at.S };
}

type AboutRow = Omit<Extract<EventSubject, { type: 'message.sent' }>, 'type'>;

function subjectOf(
  decision: string | undefined,
  reason: string,
  about: AboutRow,
): EventSubject | undefined {
  switch (decision) {
    case 'sent':
      return { type: 'message.sent', ...about };
    case 'failed':
      return { type: 'message.failed', ...about, reason };
    case 'bounced':
      return { type: 'message.bounced', ...about, reason };
    default:
      return undefined;
  }
}

function participantOf({ participant }: Image): AboutRow['participant'] | undefined {
  const kind = participant?.M?.kind?.S;
  const id = participant?.M?.id?.S;
  if (id === undefined) return undefined;
  return kind === 'user' || kind === 'agent' || kind === 'guest' ? { kind, id } : undefined;
}
