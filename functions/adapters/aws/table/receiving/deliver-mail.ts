import type { Conversation } from '../../../../conversations/conversation.ts';
import type { DeliverResult, MailDelivery } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/long-bodies.ts';
import { messageWrites, openingWrites } from '../chatting/conversation-writes.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { duplicateItem, mailItem } from '../items/mail-items.ts';
import { takenOverItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { put, type Write } from '../write.ts';
import { recordWrites } from './record-writes.ts';

/**
 * The one transaction of a delivered mail: record, duplicate guard, message, conversation and, with convert-all, a new conversation and
 * user. Two copies of a mail that arrive together conflict at the guard, and one wins (S15). `standing`: the conversation as
 * an earlier attempt found it.
 */
export async function deliverMail(
  items: ItemStore,
  bodies: LongBodies,
  delivery: MailDelivery,
  standing?: Conversation,
): Promise<DeliverResult> {
  const [putRecord, ...putLinks] = recordWrites(delivery.record, delivery.replaces);
  const guardWrite = putGuard(delivery);
  const [putMessage, conversation, ...others] = await messageAndConversation(
    bodies,
    delivery,
    standing,
  );
  const result = await items.write(
    putRecord,
    guardWrite,
    putMessage,
    conversation,
    ...others,
    ...putLinks,
  );
  if (result.isDone) return { kind: 'delivered' };
  const record = result.found(putRecord, mailItem);
  if (record) return { kind: 'already-decided', record };
  const guard = result.found(guardWrite, duplicateItem);
  if (guard) return { kind: 'duplicate', of: guard.mailId };
  const found = delivery.newConversation ? undefined : result.found(conversation, conversationItem);
  return found && (await isStillOf(items, found, delivery))
    ? deliverMail(items, bodies, delivery, found)
    : { kind: 'outdated' };
}

/** A conversation keeps the id of a user who was taken over until it moves, and the mail names the present one. */
async function isStillOf(
  items: ItemStore,
  { userId }: Conversation,
  { userAddress }: MailDelivery,
): Promise<boolean> {
  if (userAddress === undefined || userAddress.userId === userId) return true;
  const takenOver = await items.get(takenOverItem, keys.takenOver(userId));
  return takenOver?.by === userAddress.userId;
}

/**
 * The duplicate guard. If it exists, the mail was delivered before, under this mailId or another: a delivered mail's record may expire, and
 * its octets be looked at again. DynamoDB deletes expired guards late, so `until` is compared, too. The guard also tells where a follow-up
 * on this mail belongs (S1).
 */
const putGuard = ({ record, message, fingerprint, fingerprintUntil: until }: MailDelivery) =>
  put(
    duplicateItem,
    keys.duplicate(fingerprint),
    {
      mailId: record.mailId,
      conversationId: message.conversationId,
      ...(until !== undefined && { until }),
    },
    {
      if: 'attribute_not_exists(pk) OR #until < :receivedMs',
      values: { receivedMs: Date.parse(record.receivedAt) },
    },
  );

async function messageAndConversation(
  bodies: LongBodies,
  { message, newConversation, newUser, userAddress }: MailDelivery,
  standing: Conversation | undefined,
): Promise<[Write, Write, ...Write[]]> {
  const changes = {
    userAddress:
      standing && userAddress ? { ...userAddress, userId: standing.userId } : userAddress,
    isLate: standing !== undefined && standing.lastActivityAt > message.createdAt,
  };
  const [putMessage, change] = await messageWrites(bodies, message, changes);
  if (!newConversation) return [putMessage, change];
  const { messageId: firstUserMessageId, createdAt: lastActivityAt } = message;
  const conversation = { ...newConversation, firstUserMessageId, lastActivityAt };
  return [putMessage, ...openingWrites(conversation, newUser)];
}
