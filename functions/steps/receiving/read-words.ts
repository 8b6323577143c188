import { headerValues } from '../../mail/header-fields.ts';
import type { Message } from '../../mail/message.ts';
import { extractReply, type Reply } from '../../replies/extract-reply.ts';
import { sanitiseHtml } from '../../replies/html/sanitise-html.ts';

export interface ReplyText extends Pick<Reply, 'reply' | 'elided'> {
  /** Sanitised; undefined if the mail has none. */
  html?: string;
}

/** Separates a mail's new text and HTML from the quoted history. `sent`: texts of ours that it may quote. */
export function readWords(message: Message, sent: string[]): ReplyText {
  const { text, html, textFormat } = message;
  const headers = replyHeaders(message);
  const { reply, elided } = extractReply(
    { text, html, textFormat, headers, sent },
    { links: 'targets' },
  );
  return { reply, elided, html: html === undefined ? undefined : sanitiseHtml(html, reply) };
}

/** The header fields that show which mail program wrote the mail. */
function replyHeaders(message: Message): Record<string, string> {
  const names = ['content-type', 'x-mailer', 'user-agent', 'subject'];
  return Object.fromEntries(
    names.flatMap((name) =>
      headerValues(message, name)
        .slice(0, 1)
        .map((value) => [name, value]),
    ),
  );
}
