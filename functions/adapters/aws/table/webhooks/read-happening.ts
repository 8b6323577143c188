import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { Conversation } from '../../../../conversations/conversation.ts';
import { conversationIdOf } from '../../../../conversations/new-message-id.ts';
import type { Happening } from '../../../../steps/webhooks/ports.ts';
import { type Item, itemKind, readItem } from '../item-kind.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { deliveryItem, PENDING } from '../items/delivery-items.ts';
import { erasureItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { userItem } from '../items/people-items.ts';
import { suppressionItem } from '../items/suppression-items.ts';
import { toldWindowItem } from '../items/window-items.ts';
import { readImage } from '../write-result.ts';

/** The item before the change; undefined: it is new. */
type Before = Item | undefined;

/** What a stream record means for webhooks; the mapping's filter alone is not trusted. */
export function readHappenings({ eventName, dynamodb }: DynamoDBRecord): Happening[] {
  // a record of a deletion has the old image alone
  const item = readImage(dynamodb?.NewImage);
  if (!item) return [];
  const before = eventName === 'INSERT' ? undefined : (readImage(dynamodb?.OldImage) ?? {});
  switch (item.type) {
    case 'conversation':
      return conversationHappenings(readItem(conversationItem, item), before);
    case 'message':
      return before ? [] : [createdMessage(item)];
    case 'mail':
      return mailHappenings(item, before);
    case 'delivery':
      return rowHappenings(item, before);
    case 'outgoing':
      return sentHappenings(item, before);
    case 'user':
      return userHappenings(item, before);
    case 'suppression':
      return before ? [] : [suppressedAddress(item)];
    case 'erasure':
      return erasureHappenings(item, before);
    default:
      return [];
  }
}

/** The conversation was opened, or a Reply-To changed where its mail goes (S4). */
function conversationHappenings(conversation: Conversation, before: Before): Happening[] {
  const { conversationId, userId, userAddress, createdAt, lastActivityAt } = conversation;
  if (!before) {
    return [{ subject: { type: 'conversation.created', conversationId }, at: createdAt }];
  }
  if (!userAddress || before.userAddress === userAddress) return [];
  const about = { userId, conversationId, occasion: lastActivityAt };
  const subject = { type: 'user.updated', change: 'reply-to', ...about } as const;
  return [{ subject, at: lastActivityAt }];
}

/** The fields that the event needs; the body may be in the bucket. */
const newMessageItem = itemKind('message', 'never', {
  messageId: v.string(),
  conversationId: v.string(),
  createdAt: v.string(),
});

function createdMessage(item: Item): Happening {
  const { createdAt: at, ...message } = readItem(newMessageItem, item);
  return { subject: { type: 'message.created', ...message }, at };
}

/** A mail came in; and, now or after a replay, it is held for a person. */
function mailHappenings(item: Item, before: Before): Happening[] {
  const { mailId, outcome, reason, conversationId, receivedAt: at } = readItem(mailItem, item);
  const about = { mailId, ...(conversationId !== undefined && { conversationId }) };
  const isHeld = outcome === 'held' && before?.outcome !== 'held';
  return [
    ...(before ? [] : [{ subject: { type: 'inbound.received', ...about } as const, at }]),
    ...(isHeld ? [{ subject: { type: 'inbound.held', ...about, reason } as const, at }] : []),
  ];
}

/** SES took a mail: every message in it was sent. */
function sentHappenings(item: Item, before: Before): Happening[] {
  const { conversationId, participant, mail } = readItem(toldWindowItem, item);
  if (!mail || before?.mail) return [];
  return mail.reasons.map(({ messageId, reason }) => ({
    subject: { type: 'message.sent', conversationId, messageId, participant, reason },
    at: mail.at,
  }));
}

/** A decision that is news: failed or bounced, once for each reason. Of mails that were sent their windows tell. */
function rowHappenings(item: Item, before: Before): Happening[] {
  if (item.decision === PENDING) return [];
  const row = readItem(deliveryItem, item);
  const { decision, messageId, reason, at } = row;
  if (decision === 'skipped' || decision === 'sent') return [];
  if (before?.decision === decision && before.reason === reason) return [];
  const conversationId = conversationIdOf(messageId);
  const about = { conversationId, messageId, participant: row.participant };
  return [{ subject: { type: `message.${decision}`, ...about, reason }, at }];
}

/** A user was created or changed. */
function userHappenings(item: Item, before: Before): Happening[] {
  const { userId, createdAt } = readItem(userItem, item);
  const now = new Date().toISOString();
  if (!before) return [{ subject: { type: 'user.created', userId }, at: createdAt ?? now }];
  if (isDeepStrictEqual(item, { ...before, revision: item.revision })) return [];
  const occasion = String(item.revision);
  return [{ subject: { type: 'user.updated', userId, change: 'user', occasion }, at: now }];
}

function suppressedAddress(item: Item): Happening {
  const { address: suppressed, at } = readItem(suppressionItem, item);
  return { suppressed, at };
}

/** The erased user's id is only in the `work` that the last write removed. */
function erasureHappenings(item: Item, before: Before): Happening[] {
  const { erasureId, status } = readItem(erasureItem, item);
  if (status !== 'done' || before?.status !== 'running') return [];
  const userId = readItem(erasureItem, before).work?.userIds[0];
  if (userId === undefined) return [];
  const at = new Date().toISOString();
  return [{ subject: { type: 'user.erased', userId, erasureId }, at }];
}
