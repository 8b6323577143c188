import type { Deliver, ReadMail } from './deciding/mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';
import type { ReplyText } from './read-words.ts';

/**
 * What the person newly wrote (S12). The mails that we sent in this conversation are known, and recognised in the quote; messages that
 * were only typed into the chat are not: nobody quotes them.
 */
export async function readReply(
  { message }: ReadMail,
  { conversation }: Pick<Deliver, 'conversation'>,
  { sentMails }: Pick<ReceiveMailPorts, 'sentMails'>,
): Promise<ReplyText> {
  const [sent, { readWords }] = await Promise.all([
    conversation ? sentMails.recentTexts(conversation.conversationId) : [],
    // loaded with the first mail that makes a message, while AWS is asked: what is set aside needs neither words nor HTML read
    import('./read-words.ts'),
  ]);
  return readWords(message, sent);
}
