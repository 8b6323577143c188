import type { Deliver, ReadMail } from '../deciding/mail-decision.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import type { ReplyText } from './read-words.ts';

/**
 * Extracts what the person newly wrote (S12). Our latest mails in this conversation help to recognise the quote. Messages that were only
 * typed into the chat do not: nobody has them to quote.
 */
export async function readReply(
  { message }: ReadMail,
  { conversation }: Pick<Deliver, 'conversation'>,
  { sentMails }: Pick<ReceiveMailPorts, 'sentMails'>,
): Promise<ReplyText> {
  const [sent, { readWords }] = await Promise.all([
    conversation ? sentMails.recentTexts(conversation.conversationId) : [],
    // loaded while the table answers, and only for a mail that becomes a message: other mails need no reply extraction
    import('./read-words.ts'),
  ]);
  return readWords(message, sent);
}
