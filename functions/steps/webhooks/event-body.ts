import {
  type ChatMessage,
  shownConversation,
  shownMessage,
} from '../../conversations/conversation.ts';
import { shownUser } from '../../conversations/people/people.ts';
import type { ConversationStore, DeliveryStore, PeopleStore } from '../chatting/ports.ts';
import type { SuppressionStore } from '../feedback/ports.ts';
import { withSuppression } from '../feedback/with-suppressions.ts';
import type { InboundStore } from '../receiving/ports.ts';
import type { PipingEvent } from './ports.ts';

/** Longer text is cut in events, because an event must stay below EventBridge's 256 KB; the API has all of it. */
const MAX_EVENT_TEXT_CHARACTERS = 50_000;
/** Octets of the text as JSON; a character that people type takes three at most. */
const MAX_EVENT_TEXT_BYTES = 3 * MAX_EVENT_TEXT_CHARACTERS;
/** Octets of a control character as JSON (`\u0001`); no character takes more. */
const BYTES_OF_CONTROL = 6;

/** Octets of the list of attachments as JSON, so that text and list together stay below EventBridge's limit. */
export const MAX_EVENT_ATTACHMENTS_BYTES = 50_000;

export interface EventSources {
  conversations: Pick<ConversationStore, 'find' | 'findMessage'>;
  people: Pick<PeopleStore, 'findUser'>;
  suppressions: Pick<SuppressionStore, 'among'>;
  deliveries: DeliveryStore;
  inbound: Pick<InboundStore, 'find'>;
}

/** The JSON body of a POST. */
export const eventBody = ({ type, at }: { type: string; at: string }, data: object) => ({
  type,
  timestamp: at,
  data,
});

/** The data of an event as it is sent; undefined: its subject is gone. */
export async function eventData(
  event: PipingEvent,
  sources: EventSources,
): Promise<Record<string, unknown> | undefined> {
  const { sequence } = event;
  const conversationId = 'conversationId' in event ? event.conversationId : undefined;
  const about = await aboutOf(event, sources);
  return about && { ...(conversationId && { conversationId }), sequence, ...about };
}

function aboutOf(event: PipingEvent, sources: EventSources): Promise<object | undefined> {
  switch (event.type) {
    case 'conversation.created':
      return conversationOf(event.conversationId, sources);
    case 'message.created':
      return messageOf(event.messageId, sources);
    case 'message.sent':
    case 'message.failed':
    case 'message.bounced':
      return rowOf(event, sources);
    case 'inbound.received':
    case 'inbound.held':
      return mailOf(event, sources);
    case 'user.created':
    case 'user.updated':
      return userOf(event, sources);
    case 'user.erased':
      return Promise.resolve({ userId: event.userId, erasureId: event.erasureId });
  }
}

async function messageOf(messageId: string, { conversations }: EventSources) {
  const message = await conversations.findMessage(messageId);
  return message && { messageId, message: toldMessage(message) };
}

async function conversationOf(conversationId: string, { conversations }: EventSources) {
  const found = await conversations.find(conversationId);
  return found && { userId: found.userId, conversation: shownConversation(found) };
}

type RowEvent = Extract<
  PipingEvent,
  { type: 'message.sent' | 'message.failed' | 'message.bounced' }
>;

async function rowOf(event: RowEvent, { deliveries }: EventSources) {
  const { messageId, participant } = event;
  const row = (await deliveries.list(messageId)).find(
    (one) =>
      'participant' in one &&
      one.participant.kind === participant.kind &&
      one.participant.id === participant.id,
  );
  if (!row || !('participant' in row)) return undefined;
  const decision = event.type.slice('message.'.length);
  const reason = event.reason ?? row.reason;
  const sesMessageId = 'sesMessageId' in row && event.type === 'message.sent' && row.sesMessageId;
  return {
    messageId,
    recipient: row.recipient,
    participant,
    decision,
    reason,
    ...(sesMessageId && { sesMessageId }),
  };
}

type MailEvent = Extract<PipingEvent, { type: 'inbound.received' | 'inbound.held' }>;

async function mailOf(event: MailEvent, { inbound }: EventSources) {
  const record = await inbound.find(event.mailId);
  if (!record) return undefined;
  const { mailId, receivedAt, from, subject, outcome, reason, signal, messageId } = record;
  const shown = { mailId, receivedAt, from, subject };
  return event.type === 'inbound.held'
    ? { ...shown, outcome: 'held', reason: event.reason }
    : { ...shown, outcome, reason, ...(signal && { signal }), ...(messageId && { messageId }) };
}

type UserEvent = Extract<PipingEvent, { type: 'user.created' | 'user.updated' }>;

async function userOf(event: UserEvent, sources: EventSources) {
  const found = await sources.people.findUser(event.userId);
  if (!found) return undefined;
  const user = await withSuppression(shownUser(found), sources.suppressions);
  const shown = { userId: user.userId, user };
  if (event.type === 'user.created') return shown;
  return { ...shown, change: event.change, ...(await replyToOf(event, sources)) };
}

async function replyToOf(
  { conversationId }: UserEvent & { conversationId?: string },
  { conversations }: EventSources,
) {
  const conversation = conversationId && (await conversations.find(conversationId));
  return conversation ? { userAddress: conversation.userAddress ?? null } : {};
}

/** The message as the API shows it, without HTML and quoted history, which the receiver can GET. */
function toldMessage(message: ChatMessage) {
  const { conversationId: _id, html: _html, elided: _elided, ...shown } = shownMessage(message);
  const text = fittingText(shown.text);
  const attachments = fittingAttachments(message);
  const attachmentsLeftOut = message.attachments.length - attachments.length;
  return {
    ...shown,
    text,
    ...(text.length < shown.text.length && { isTextCut: true }),
    attachments,
    ...(attachmentsLeftOut > 0 && { attachmentsLeftOut }),
  };
}

/** The beginning of the text; less of it if it is full of control characters. */
function fittingText(text: string): string {
  const fitting = text.slice(0, MAX_EVENT_TEXT_CHARACTERS);
  const bytes = Buffer.byteLength(JSON.stringify(fitting)) - '""'.length;
  const most = bytes > MAX_EVENT_TEXT_BYTES ? MAX_EVENT_TEXT_BYTES / BYTES_OF_CONTROL : Infinity;
  return fitting.slice(0, most).toWellFormed();
}

/** The first attachments, as many as fit. */
function fittingAttachments({ attachments }: ChatMessage): ChatMessage['attachments'] {
  let bytes = '[]'.length;
  const tooFar = attachments.findIndex((attachment) => {
    bytes += Buffer.byteLength(JSON.stringify(attachment)) + ','.length;
    return bytes > MAX_EVENT_ATTACHMENTS_BYTES;
  });
  return tooFar === -1 ? attachments : attachments.slice(0, tooFar);
}
