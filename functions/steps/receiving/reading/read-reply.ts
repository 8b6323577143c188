import type { SentMailStore } from '../../sending/ports.ts';
import type { Deliver, ReadMail } from '../deciding/mail-decision.ts';
import type { ReplyText } from './read-words.ts';

/**
 * Extracts what the person newly wrote (S12). The mail answered and our latest ones in this conversation help to recognise the quote.
 * Messages that were only typed into the chat do not: nobody has them to quote. A mail that belongs to a conversation answers us even if its
 * header names no mail: some programs send neither In-Reply-To nor "Re:".
 */
export async function readReply(
  { message, signals }: ReadMail,
  {
    conversation,
    answersUs = conversation !== undefined,
  }: Pick<Deliver, 'conversation'> & { answersUs?: boolean },
  sentMails: Pick<SentMailStore, 'recentTexts'>,
): Promise<ReplyText> {
  const [sent, { readWords }] = await Promise.all([
    conversation
      ? sentMails.recentTexts(conversation.conversationId, signals.sesMessageIds[0])
      : [],
    // loaded while the table answers, and only for a mail that becomes a message: other mails need no reply extraction
    import('./read-words.ts'),
  ]);
  return readWords(message, sent, answersUs);
}
