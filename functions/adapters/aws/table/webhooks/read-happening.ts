import type { DynamoDBRecord } from 'aws-lambda';
import type { EventSubject } from '../../../../conversations/event.ts';
import type { Happening } from '../../../../steps/webhooks/ports.ts';
import { ITEM_TYPES } from '../keys.ts';
import type { ItemChange } from './item-change.ts';
import { rowHappening } from './row-happening.ts';
import { userHappening } from './user-happening.ts';

/** What a stream record tells the world: the mapping's filter is not trusted alone. */
export function readHappenings(record: DynamoDBRecord): Happening[] {
  const image = record.dynamodb?.NewImage;
  if (!image || record.eventName === 'REMOVE') return [];
  const change = {
    image,
    before: record.eventName === 'INSERT' ? undefined : (record.dynamodb?.OldImage ?? {}),
  };
  switch (image.type?.S) {
    case ITEM_TYPES.conversation:
      return some(conversationHappening(change));
    case ITEM_TYPES.message:
      return some(createdMessage(change));
    case ITEM_TYPES.mail:
      return mailHappenings(change);
    case ITEM_TYPES.delivery:
      return some(rowHappening(change));
    case ITEM_TYPES.user:
      return some(userHappening(change));
    case ITEM_TYPES.suppression:
      return some(suppressedAddress(change));
    case ITEM_TYPES.erasure:
      return some(erasedUser(change));
    default:
      return [];
  }
}

const some = (happening: Happening | undefined): Happening[] => (happening ? [happening] : []);

/** Opened; or a Reply-To has said where its mail goes (S4). */
function conversationHappening({ image, before }: ItemChange): Happening | undefined {
  const { conversationId, userId, userAddress, createdAt, lastActivityAt } = image;
  if (!conversationId?.S || !userId?.S || !createdAt?.S || !lastActivityAt?.S) return undefined;
  if (!before) {
    const subject = { type: 'conversation.created', conversationId: conversationId.S } as const;
    return { subject, at: createdAt.S };
  }
  if (!userAddress?.S || before.userAddress?.S === userAddress.S) return undefined;
  const subject: EventSubject = {
    type: 'user.updated',
    userId: userId.S,
    conversationId: conversationId.S,
    change: 'reply-to',
    occasion: lastActivityAt.S,
  };
  return { subject, at: lastActivityAt.S };
}

function createdMessage({ image, before }: ItemChange): Happening | undefined {
  const { messageId, conversationId, createdAt } = image;
  if (before || !messageId?.S || !conversationId?.S || !createdAt?.S) return undefined;
  const subject: EventSubject = {
    type: 'message.created',
    conversationId: conversationId.S,
    messageId: messageId.S,
  };
  return { subject, at: createdAt.S };
}

/** It came in; and it waits for a person, now or after a replay. */
function mailHappenings({ image, before }: ItemChange): Happening[] {
  const { mailId, outcome, reason, conversationId, receivedAt } = image;
  if (!mailId?.S || !reason?.S || !receivedAt?.S) return [];
  const about = {
    mailId: mailId.S,
    ...(conversationId?.S && { conversationId: conversationId.S }),
  };
  const at = receivedAt.S;
  const isHeld = outcome?.S === 'held' && before?.outcome?.S !== 'held';
  return [
    ...(before ? [] : [{ subject: { type: 'inbound.received', ...about } as const, at }]),
    ...(isHeld
      ? [{ subject: { type: 'inbound.held', ...about, reason: reason.S } as const, at }]
      : []),
  ];
}

function suppressedAddress({ image, before }: ItemChange): Happening | undefined {
  const { address, at } = image;
  return before || !address?.S || !at?.S ? undefined : { suppressed: address.S, at: at.S };
}

/** Who they were stands in the work that is over. */
function erasedUser({ image, before }: ItemChange): Happening | undefined {
  const { erasureId, status } = image;
  const userId = before?.work?.M?.userId?.S;
  if (status?.S !== 'done' || before?.status?.S !== 'running') return undefined;
  if (!erasureId?.S || userId === undefined) return undefined;
  const subject = { type: 'user.erased', userId, erasureId: erasureId.S } as const;
  return { subject, at: new Date().toISOString() };
}
