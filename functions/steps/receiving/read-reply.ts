import { headerValues } from '../../mail/header-fields.ts';
import { extractReply, type Reply } from '../../replies/extract-reply.ts';
import { sanitiseHtml } from '../../replies/sanitise-html.ts';
import type { Deliver, ReadMail } from './mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

/** Messages of the conversation that a quote is compared with. */
const MAX_RECENT_MESSAGES = 20;

export interface ReplyText extends Pick<Reply, 'reply' | 'elided'> {
  /** Sanitised; undefined where the mail has none. */
  html?: string;
}

/** What the person newly wrote (S12): the texts that we sent in this conversation are known, and recognised in the quote. */
export async function readReply(
  { message }: ReadMail,
  { conversation, as }: Pick<Deliver, 'conversation' | 'as'>,
  ports: Pick<ReceiveMailPorts, 'conversations' | 'sentMails'>,
): Promise<ReplyText> {
  const sent = conversation ? await sentTexts(conversation.conversationId, as, ports) : [];
  const { text, html, textFormat } = message;
  const headers = replyHeaders(message);
  const { reply, elided } = extractReply({ text, html, textFormat, headers, sent });
  return { reply, elided, html: html === undefined ? undefined : sanitiseHtml(html, reply) };
}

/** Our mails, and what others wrote before: who says the same words again as before says them newly. */
async function sentTexts(
  conversationId: string,
  author: Deliver['as'],
  { conversations, sentMails }: Pick<ReceiveMailPorts, 'conversations' | 'sentMails'>,
): Promise<string[]> {
  const [mails, messages] = await Promise.all([
    sentMails.recentTexts(conversationId),
    conversations.recentMessages(conversationId, MAX_RECENT_MESSAGES),
  ]);
  const ofOthers = messages.filter(
    (message) => message.author.kind !== author.kind || message.author.id !== author.id,
  );
  return [...mails, ...ofOthers.map(({ text }) => text)].filter((text) => text !== '');
}

/** The header fields that tell a mail program's habits. */
function replyHeaders(message: ReadMail['message']): Record<string, string> {
  const names = ['content-type', 'x-mailer', 'user-agent', 'subject'];
  return Object.fromEntries(
    names.flatMap((name) =>
      headerValues(message, name)
        .slice(0, 1)
        .map((value) => [name, value]),
    ),
  );
}
