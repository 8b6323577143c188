import { headerValues } from '../../mail/header-fields.ts';
import type { Reply } from '../../replies/extract-reply.ts';
import type { Deliver, ReadMail } from './deciding/mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

export interface ReplyText extends Pick<Reply, 'reply' | 'elided'> {
  /** Sanitised; undefined where the mail has none. */
  html?: string;
}

/**
 * What the person newly wrote (S12). The mails that we sent in this conversation are known, and recognised in the quote; messages that
 * were only typed into the chat are not: nobody quotes them.
 */
export async function readReply(
  { message }: ReadMail,
  { conversation }: Pick<Deliver, 'conversation'>,
  { sentMails }: Pick<ReceiveMailPorts, 'sentMails'>,
): Promise<ReplyText> {
  const [sent, { extractReply }, { sanitiseHtml }] = await Promise.all([
    conversation ? sentMails.recentTexts(conversation.conversationId) : [],
    // loaded with the first mail that makes a message, while AWS is asked: what is set aside needs neither words nor HTML read
    import('../../replies/extract-reply.ts'),
    import('../../replies/html/sanitise-html.ts'),
  ]);
  const { text, html, textFormat } = message;
  const headers = replyHeaders(message);
  const { reply, elided } = extractReply(
    { text, html, textFormat, headers, sent },
    { links: 'targets' },
  );
  return { reply, elided, html: html === undefined ? undefined : sanitiseHtml(html, reply) };
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
