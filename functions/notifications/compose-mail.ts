import { cleanText } from '../mail/clean-text.ts';
import { buildMail, type MailFields } from './build-mail.ts';
import { encodeSubject } from './encode-subject.ts';
import type { MailContent } from './mail-content.ts';
import { LOGO_CONTENT_ID, renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import type { ThreadHeaders } from './thread-headers.ts';

export interface MailEnvelopeFields extends MailFields {
  /** With brackets. SES replaces it by an id of its own. */
  messageId: string;
  thread: ThreadHeaders;
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
  const { subject, messageId, thread } = fields;
  const text = renderText(content);
  const html = renderHtml(content, cleanText(subject));
  const raw = await buildMail(
    { ...fields, locale: content.locale, text, html },
    {
      messageId,
      inReplyTo: thread.inReplyTo,
      references: thread.references,
      headers: {
        'Thread-Topic': encodeSubject(cleanText(thread.topic)),
        'Thread-Index': thread.index,
      },
      attachments: [...logoPart(content), ...files.map(filePart)],
    },
  );
  return { raw, text };
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
