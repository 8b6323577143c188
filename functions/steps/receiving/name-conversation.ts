import { collectSignals } from '../../conversations/collect-signals.ts';
import type { Settings } from '../../settings/settings.ts';
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
  { message, arrival }: ReadMail,
  settings: Settings,
  ports: Pick<ReceiveMailPorts, 'tokenKeys' | 'sentMails' | 'conversations'>,
): Promise<Pick<MailRecord, 'conversationId'>> {
  const { found, sesMessageIds } = collectSignals(message, arrival.envelope.forwardPaths, {
    pipingAddress: settings['sender-address'],
    keys: await ports.tokenKeys.read(),
    tagDigits: settings['tag-digits'],
  });
  const reported = sesMessageIdOfReport(message);
  const ids = reported === undefined ? sesMessageIds : [reported, ...sesMessageIds];
  const sent = await Promise.all(ids.slice(0, MAX_LOOK_UPS).map((id) => ports.sentMails.find(id)));
  const named = [...sent, ...found].find((one) => one !== undefined)?.conversationId;
  const conversation = named === undefined ? undefined : await ports.conversations.find(named);
  return conversation ? { conversationId: conversation.conversationId } : {};
}
