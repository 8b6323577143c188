import type { ChatMessage, Conversation } from '../../../conversations/conversation.ts';
import { showsNothing } from '../../../mail/shows-nothing.ts';
import type { ReadMail } from '../deciding/mail-decision.ts';
import { mailRecord } from '../mail-record.ts';
import type { Outcome } from '../outcome.ts';
import type {
  AttachmentStore,
  DeliverMailPorts,
  DeliverResult,
  MailDelivery,
  MailRecord,
} from '../ports.ts';
import { fingerprintUntil } from '../reading/mail-fingerprint.ts';
import { type MailToDeliver, makeMessage, newConversation } from './make-message.ts';
import { storeAttachments } from './store-attachments.ts';

/** Such a mail makes no message (S12). */
export const isEmptyMail = (reply: string, { message }: ReadMail): boolean =>
  showsNothing(reply) && message.attachments.length === 0;

/**
 * Makes the message, once (S15): first the attachments, under ids that a retry reuses, then everything else in one transaction. Undefined:
 * what the decision rests on has changed meanwhile, so the mail must be decided again.
 */
export async function commitDelivery(
  delivery: MailToDeliver,
  ports: DeliverMailPorts,
): Promise<MailRecord | undefined> {
  const { mail, raw, decision, replaces } = delivery;
  const obstacle = await findObstacle(delivery, ports);
  if (obstacle) {
    const conversationId = decision.conversation?.conversationId;
    const known = { ...decision.known, ...(conversationId && { conversationId }) };
    return ports.inbound.record(
      mailRecord(mail.arrival, { outcome: obstacle, known }, mail),
      replaces,
    );
  }
  const conversation = decision.conversation ?? (await newConversation(delivery, ports));
  const attachments = await storeAttachments(mail, raw, conversation.conversationId, ports);
  const message = await makeMessage(delivery, conversation, attachments, ports);
  return deliver(delivery, conversation, message, ports);
}

/**
 * Why the mail makes no message after all. A flood of forged mail must neither fill the chat nor alert the staff each time, so the
 * openings are counted (S7); an empty mail opens nothing and is not counted.
 */
async function findObstacle(
  { mail, decision, reply }: MailToDeliver,
  { inbound, clock }: DeliverMailPorts,
): Promise<Outcome | undefined> {
  if (isEmptyMail(reply.reply, mail)) return { outcome: 'ignored', reason: 'empty' };
  if (!decision.opening) return undefined;
  const { mailId } = mail.arrival;
  const mayOpen = await inbound.takeOpening({ ...decision.opening, mailId, nowMs: clock.now() });
  return mayOpen ? undefined : { outcome: 'held', reason: 'too-many-new-conversations' };
}

async function deliver(
  delivery: MailToDeliver,
  conversation: Conversation,
  message: ChatMessage,
  ports: DeliverMailPorts,
): Promise<MailRecord | undefined> {
  const { mail, decision, replaces } = delivery;
  const outcome = { outcome: 'delivered', reason: decision.reason } as const;
  const { conversationId } = conversation;
  const known = { ...decision.known, conversationId, messageId: message.messageId };
  const record = mailRecord(mail.arrival, { outcome, known }, mail);
  const { newUser, userAddress } = decision;
  const until = fingerprintUntil(mail.message, mail.arrival.receivedAt);
  const change: MailDelivery = {
    record,
    fingerprint: mail.fingerprint,
    ...(until !== undefined && { fingerprintUntil: until }),
    message,
    ...(!decision.conversation && { newConversation: conversation }),
    ...(newUser && !decision.conversation && { newUser }),
    ...(userAddress !== undefined && {
      userAddress: { address: userAddress, userId: conversation.userId },
    }),
    ...(replaces && { replaces }),
  };
  const result = await ports.conversations.deliverMail(change);
  await placeFiles(change, result, ports.attachments);
  if (result.kind === 'delivered') return record;
  if (result.kind === 'already-decided') return result.record;
  if (result.kind === 'outdated') return undefined;
  const duplicate = {
    outcome: { outcome: 'duplicate', reason: 'duplicate' } as const,
    known: { detail: result.of },
  };
  return ports.inbound.record(mailRecord(mail.arrival, duplicate, mail), replaces);
}

/**
 * Attachments are stored before the transaction shows which conversation they belong to, and every run for this mail uses the same ids. So
 * after the transaction they are bound to the conversation that has the message, or deleted. A copy under another mailId has its own files,
 * which no message names.
 */
async function placeFiles(
  { message, record, replaces }: MailDelivery,
  result: DeliverResult,
  files: AttachmentStore,
): Promise<void> {
  const ids = message.attachments.map(({ attachmentId }) => attachmentId);
  if (ids.length === 0) return;
  switch (result.kind) {
    case 'delivered':
      // a concurrent release of this mail may have stored the files for another conversation
      return replaces && files.bind(ids, message.conversationId);
    case 'duplicate':
      // a mail that was delivered before its record expired: its message still owns the files
      return result.of === record.mailId ? undefined : files.withdraw(record.mailId, ids);
    case 'already-decided': {
      const { outcome, messageId, conversationId } = result.record;
      if (outcome === 'duplicate') return files.withdraw(record.mailId, ids);
      const isElsewhere = messageId !== undefined && conversationId !== message.conversationId;
      if (isElsewhere && conversationId !== undefined) await files.bind(ids, conversationId);
    }
  }
}
