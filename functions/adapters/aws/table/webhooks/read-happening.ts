import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { EventSubject } from '../../../../conversations/event.ts';
import { ITEM_TYPES } from '../keys.ts';

type Image = Record<string, AttributeValue>;

/** What a stream record tells the world, if it does: the mapping's filter is not trusted alone. */
export function readHappening(
  record: DynamoDBRecord,
): { subject: EventSubject; at: string } | undefined {
  const image = record.dynamodb?.NewImage;
  if (!image || record.eventName === 'REMOVE') return undefined;
  switch (image.type?.S) {
    case ITEM_TYPES.message:
      return record.eventName === 'INSERT' ? createdMessage(image) : undefined;
    case ITEM_TYPES.mail:
      return heldMail(image, record.dynamodb?.OldImage);
    case ITEM_TYPES.delivery:
      return bouncedMessage(image, record.dynamodb?.OldImage);
    default:
      return undefined;
  }
}

function createdMessage({ messageId, conversationId, createdAt }: Image) {
  if (!messageId?.S || !conversationId?.S || !createdAt?.S) return undefined;
  const subject: EventSubject = {
    type: 'message.created',
    conversationId: conversationId.S,
    messageId: messageId.S,
  };
  return { subject, at: createdAt.S };
}

function heldMail(image: Image, before: Image | undefined) {
  const { mailId, outcome, reason, conversationId, receivedAt } = image;
  if (outcome?.S !== 'held' || before?.outcome?.S === 'held') return undefined;
  if (!mailId?.S || !reason?.S || !receivedAt?.S) return undefined;
  const subject: EventSubject = {
    type: 'inbound.held',
    mailId: mailId.S,
    reason: reason.S,
    ...(conversationId?.S && { conversationId: conversationId.S }),
  };
  return { subject, at: receivedAt.S };
}

function bouncedMessage(image: Image, before: Image | undefined) {
  const { decision, reason, messageId, participant, at } = image;
  const isNew = before?.decision?.S !== 'bounced' || before.reason?.S !== reason?.S;
  if (decision?.S !== 'bounced' || !isNew) return undefined;
  const kind = participant?.M?.kind?.S;
  const id = participant?.M?.id?.S;
  if (!messageId?.S || !reason?.S || !at?.S || id === undefined) return undefined;
  if (kind !== 'user' && kind !== 'agent' && kind !== 'guest') return undefined;
  const subject: EventSubject = {
    type: 'message.bounced',
    conversationId: messageId.S.slice(0, messageId.S.lastIndexOf('-')),
    messageId: messageId.S,
    participant: { kind, id },
    reason: reason.S,
  };
  return { subject, at: at.S };
}
