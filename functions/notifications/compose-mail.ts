import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanText, cutText } from '../mail/clean-text.ts';
import { LOOP_HEADER } from '../mail/reports/loop-header.ts';
import { encodeSubject } from './encode-subject.ts';
import type { MailContent } from './mail-content.ts';
import { LOGO_CONTENT_ID, renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { textPart } from './text-part.ts';
import type { ThreadHeaders } from './thread-headers.ts';

export interface MailEnvelopeFields {
  /** The piping address, from which all mail is sent (R5). */
  from: string;
  /** The reply address; it has the token where tokens are on (R5, S2). */
  replyTo: string;
  /** `"<sender name> | <tag>"`, in From and Reply-To, because replies go to either (R24). */
  displayName: string;
  to: { name?: string; address: string };
  subject: string;
  /** With brackets. SES replaces it by an id of its own. */
  messageId: string;
  /** RFC 3339 UTC. */
  date: string;
  thread: ThreadHeaders;
  /** False for what an agent wrote to the user. Everything else is a program's (S5, RFC 3834 §5). */
  isAutomatic: boolean;
}

export interface MailFile {
  filename: string;
  contentType: string;
  content: Buffer;
}

export interface ComposedMail {
  raw: Buffer;
  /** The text part. Replies quote it, and reply extraction recognises it (S12). */
  text: string;
}

/** Composes one mail for SES: text and HTML with the same words, and the files that fit (R19, R23, R24, S5). */
export async function composeMail(
  fields: MailEnvelopeFields,
  content: MailContent,
  files: MailFile[],
): Promise<ComposedMail> {
  const text = renderText(content);
  const displayName = nameInHeader(fields.displayName);
  const node = new MailComposer({
    from: { name: displayName, address: fields.from },
    replyTo: { name: displayName, address: fields.replyTo },
    to: { name: nameInHeader(fields.to.name ?? ''), address: fields.to.address },
    subject: encodeSubject(cleanText(fields.subject)),
    messageId: fields.messageId,
    date: new Date(fields.date),
    inReplyTo: fields.thread.inReplyTo,
    references: fields.thread.references,
    headers: extraHeaders(fields, content),
    text: textPart('plain', text),
    html: textPart('html', renderHtml(content, cleanText(fields.subject))),
    attachments: [...logoPart(content), ...files.map(filePart)],
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { raw: await node.build(), text };
}

/** As many as the chat API takes: a mail may give a name that no line can hold (RFC 5322 §2.1.1). */
const MAX_NAME_CHARACTERS = 200;

/** A name with nothing in it that programs would decode: they do so inside of quotes, too, against RFC 2047 §5. */
const nameInHeader = (name: string): string =>
  cutText(cleanText(name), MAX_NAME_CHARACTERS).replaceAll('=?', '= ?');

function extraHeaders(
  { from, thread, isAutomatic }: MailEnvelopeFields,
  content: MailContent,
): Record<string, string> {
  return {
    ...(isAutomatic && { 'Auto-Submitted': 'auto-generated' }),
    'X-Auto-Response-Suppress': 'All',
    [LOOP_HEADER]: from,
    'Thread-Topic': encodeSubject(cleanText(thread.topic)),
    'Thread-Index': thread.index,
    'Content-Language': content.locale,
  };
}

function logoPart({ logo }: MailContent) {
  if (logo?.kind !== 'inside') return [];
  return [
    {
      filename: 'logo.png',
      contentType: 'image/png',
      content: logo.octets,
      cid: LOGO_CONTENT_ID,
      contentDisposition: 'inline' as const,
    },
  ];
}

const SAFE_TYPE = /^(?!message\/|multipart\/)[\w.+-]+\/[\w.+-]+(; ?charset=[\w.-]{1,40})?$/i;

/** A mail or multipart could only be attached without an encoding (RFC 2046 §5.2.1), so it is attached as octets. */
const filePart = ({ filename, contentType, content }: MailFile) => ({
  filename,
  contentType: SAFE_TYPE.test(contentType) ? contentType : 'application/octet-stream',
  content,
  contentDisposition: 'attachment' as const,
});
