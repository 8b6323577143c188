import { headerValues } from '../../mail/header-fields.ts';
import { extractReply, type Reply } from '../../replies/extract-reply.ts';
import { sanitiseHtml } from '../../replies/html/sanitise-html.ts';
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
  const sent = conversation ? await sentMails.recentTexts(conversation.conversationId) : [];
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
