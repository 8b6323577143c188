import type { ReadMail } from './deciding/mail-decision.ts';
import { sesMessageIdOfReport } from './follow-delivery-report.ts';
import type { DecideMailPorts, MailRecord } from './ports.ts';

/** SES ids that are looked up. */
const MAX_LOOK_UPS = 5;

/**
 * Finds the conversation of a mail that is set aside before its signals are judged. Its record then shows where it belongs, and an erasure
 * finds it, because such mail often quotes messages (S19). Decides nothing and notes nothing.
 */
export async function nameConversation(
  { message, signals: { found, sesMessageIds } }: ReadMail,
  ports: DecideMailPorts,
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
