import type { ReadMail } from './deciding/mail-decision.ts';
import { sesMessageIdOfReport } from './follow-delivery-report.ts';
import type { MailRecord, ReceiveMailPorts } from './ports.ts';

/** SES ids that are looked up at most. */
const MAX_LOOK_UPS = 5;

/**
 * The conversation that a mail speaks of although it is set aside without a look at its signals: its record says where it belongs, and an
 * erasure finds it there, for such mail often quotes what was written (S19). Decides nothing and notes nothing.
 */
export async function nameConversation(
  { message, signals: { found, sesMessageIds } }: ReadMail,
  ports: Pick<ReceiveMailPorts, 'sentMails' | 'conversations'>,
): Promise<Pick<MailRecord, 'conversationId'>> {
  const reported = sesMessageIdOfReport(message);
  const ids = reported === undefined ? sesMessageIds : [reported, ...sesMessageIds];
  const sent = await Promise.all(
    ids.slice(0, MAX_LOOK_UPS).map((id) => ports.sentMails.placeOf(id)),
  );
  const named = [...sent, ...found].find((one) => one !== undefined)?.conversationId;
  const conversation = named === undefined ? undefined : await ports.conversations.find(named);
  return conversation ? { conversationId: conversation.conversationId } : {};
}
