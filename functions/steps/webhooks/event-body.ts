import type { ChatMessage } from '../../conversations/conversation.ts';
import type { ConversationStore, DeliveryStore } from '../chatting/ports.ts';
import type { InboundStore } from '../receiving/ports.ts';
import type { PipingEvent } from './ports.ts';

/** A longer text is cut in events: an event has to pass EventBridge's 256 KB, and the whole stands in the API. */
const MAX_EVENT_TEXT_CHARACTERS = 50_000;

/** Octets of the list of attachments as JSON: text and list together pass the same bound. */
export const MAX_EVENT_ATTACHMENTS_BYTES = 50_000;

export interface EventSources {
  conversations: Pick<ConversationStore, 'findMessage'>;
  deliveries: DeliveryStore;
  inbound: Pick<InboundStore, 'find'>;
}

/** The data of an event as it is sent; undefined: what it speaks of is gone. */
export async function eventData(
  event: PipingEvent,
  sources: EventSources,
): Promise<Record<string, unknown> | undefined> {
  const { sequence, conversationId } = event;
  const about = await aboutOf(event, sources);
  return about && { ...(conversationId && { conversationId }), sequence, ...about };
}

async function aboutOf(event: PipingEvent, sources: EventSources) {
  switch (event.type) {
    case 'message.created': {
      const message = await sources.conversations.findMessage(event.messageId);
      return message && { messageId: event.messageId, message: shownMessage(message) };
    }
    case 'message.bounced':
      return bounceOf(event, sources);
    case 'inbound.held': {
      const record = await sources.inbound.find(event.mailId);
      if (!record) return undefined;
      const { mailId, receivedAt, from, subject } = record;
      return { mailId, receivedAt, from, subject, outcome: 'held', reason: event.reason };
    }
  }
}

async function bounceOf(
  { messageId, participant, reason }: Extract<PipingEvent, { type: 'message.bounced' }>,
  { deliveries }: EventSources,
) {
  const row = (await deliveries.list(messageId)).find(
    (one) =>
      'participant' in one &&
      one.participant.kind === participant.kind &&
      one.participant.id === participant.id,
  );
  if (!row || !('participant' in row)) return undefined;
  return { messageId, recipient: row.recipient, participant, decision: 'bounced', reason };
}

/** The message as the API shows it, without what was cut from the mail and without HTML: those are a GET away. */
function shownMessage(message: ChatMessage) {
  const { messageId, author, channel, text, flags, createdAt } = message;
  const { answeredByBot, mailId } = message;
  const attachments = fittingAttachments(message);
  const attachmentsLeftOut = message.attachments.length - attachments.length;
  const isCut = text.length > MAX_EVENT_TEXT_CHARACTERS;
  return {
    messageId,
    author,
    channel,
    text: isCut ? text.slice(0, MAX_EVENT_TEXT_CHARACTERS).toWellFormed() : text,
    ...(isCut && { isTextCut: true }),
    attachments,
    ...(attachmentsLeftOut > 0 && { attachmentsLeftOut }),
    flags,
    ...(answeredByBot && { answeredByBot }),
    ...(mailId && { mailId }),
    createdAt,
  };
}

/** The first of them, as many as fit. */
function fittingAttachments({ attachments }: ChatMessage): ChatMessage['attachments'] {
  let bytes = '[]'.length;
  const tooFar = attachments.findIndex((attachment) => {
    bytes += Buffer.byteLength(JSON.stringify(attachment)) + ','.length;
    return bytes > MAX_EVENT_ATTACHMENTS_BYTES;
  });
  return tooFar === -1 ? attachments : attachments.slice(0, tooFar);
}
