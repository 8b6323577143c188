/** What a mail program knows when its user replies to a mail. */
export interface QuotedMail {
  /** What the person typed. */
  answer: string;
  /** Name and address of the quoted mail's author, and its recipient. */
  name: string;
  address: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  at: Date;
  /** Language of the program. */
  language: 'en' | 'it';
  /** Whether the person writes below the quoted mail instead of above it. */
  isBelow: boolean;
}

export interface ReplyBodies {
  text: string;
  html?: string;
  /** Header fields that the program adds. */
  headers?: Record<string, string>;
}

/** Makes the reply as a mail program would. */
export type MailProgram = (mail: QuotedMail) => ReplyBodies;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const quoteLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line ? `> ${line}` : '>'))
    .join('\n');

/** Wraps each line in an element of its own; an empty one holds a break. */
export const linesAs = (open: string, close: string, text: string, empty = '<br>'): string =>
  text
    .split('\n')
    .map((line) => `${open}${line ? escapeHtml(line) : empty}${close}`)
    .join('');

/** The content of the quoted mail's body element. */
export function bodyOf(html: string): string {
  const open = html.search(/<body[\s>]/i);
  const start = open < 0 ? -1 : html.indexOf('>', open);
  const end = html.toLowerCase().lastIndexOf('</body>');
  return start < 0 ? html : html.slice(start + 1, end > start ? end : undefined);
}

/** Reply and history in the person's order. */
export const inOrder = (mail: QuotedMail, answer: string, history: string, gap: string): string =>
  mail.isBelow ? `${history}${gap}${answer}` : `${answer}${gap}${history}`;

const LOCALES = { en: 'en-US', it: 'it-IT' } as const;

/** A date as programs in that language write it. Always UTC, so that every run is the same. */
export function dateIn(mail: QuotedMail, options: Intl.DateTimeFormatOptions): string {
  return mail.at.toLocaleString(LOCALES[mail.language], { timeZone: 'UTC', ...options });
}

export const clockIn = (mail: QuotedMail, more: Intl.DateTimeFormatOptions = {}): string =>
  dateIn(mail, { hour: 'numeric', minute: '2-digit', ...more });
