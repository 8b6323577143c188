import type { Message } from '../../../mail/message.ts';
import { sayTheSame } from '../../../mail/parts/say-the-same.ts';
import { extractReply, type Reply } from '../../../replies/extract-reply.ts';
import { isAnswerSubject } from '../../../replies/heads/plain-subject.ts';
import { sanitiseHtml } from '../../../replies/html/sanitise-html.ts';

export interface ReplyText extends Pick<Reply, 'reply' | 'elided'> {
  /** Sanitised; undefined if the mail has none. */
  html?: string;
}

/**
 * Separates a mail's new text and HTML from the quoted history. `sent`: texts of ours that it may quote. `answersUs`: it answers a mail of
 * ours, whatever its header says.
 */
export function readWords(message: Message, sent: string[], answersUs: boolean): ReplyText {
  const { text, html, textFormat, author, subject } = message;
  const isAnswer = answersUs || mayAnswer(message);
  const { reply, elided, htmlSources } = extractReply(
    { text, html, textFormat, author, subject, isAnswer, sent },
    { links: 'targets' },
  );
  const shown = html === undefined ? undefined : sanitiseHtml(html, htmlSources);
  // an HTML part that is a stub says less than the text part, which is always there (S13)
  const saysLess = htmlSources === undefined && shown !== undefined && !sayTheSame(reply, shown);
  return { reply, elided, html: saysLess ? undefined : shown };
}

/** Whether its header names a mail that it answers or forwards, by id or by the beginning of its subject. */
const mayAnswer = ({ inReplyTo, references, subject }: Message): boolean =>
  inReplyTo.length > 0 || references.length > 0 || isAnswerSubject(subject);
