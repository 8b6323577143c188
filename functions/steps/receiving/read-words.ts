import type { Message } from '../../mail/message.ts';
import { extractReply, type Reply } from '../../replies/extract-reply.ts';
import { sanitiseHtml } from '../../replies/html/sanitise-html.ts';

export interface ReplyText extends Pick<Reply, 'reply' | 'elided'> {
  /** Sanitised; undefined if the mail has none. */
  html?: string;
}

/** Separates a mail's new text and HTML from the quoted history. `sent`: texts of ours that it may quote. */
export function readWords(message: Message, sent: string[]): ReplyText {
  const { text, html, textFormat, author, subject } = message;
  const { reply, elided } = extractReply(
    { text, html, textFormat, author, subject, sent },
    { links: 'targets' },
  );
  return { reply, elided, html: html === undefined ? undefined : sanitiseHtml(html, reply) };
}
