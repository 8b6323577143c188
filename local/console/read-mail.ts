import PostalMime, { type Address, type Email } from 'postal-mime';

/** A mail of the outbox as the console shows it. */
export interface ReadMail {
  subject: string;
  from: string;
  to: string;
  /** The address that a reply goes to. */
  replyTo: { name: string; address: string };
  /** With brackets. */
  messageId: string;
  references: string;
  text: string;
  /** Its own pictures are included as `data:` URLs. */
  html: string;
  attachments: Array<{ filename: string; contentType: string; size: number }>;
  /** The header fields in order, decoded. */
  headers: Array<{ name: string; value: string }>;
}

const MAX_INLINE_BYTES = 512 * 1024;

/** `raw`: one character per octet. */
export async function readMail(raw: string): Promise<ReadMail> {
  const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const back = mail.replyTo?.[0] ?? mail.from;
  return {
    subject: mail.subject ?? '',
    from: describeAddress(mail.from),
    to: (mail.to ?? []).map(describeAddress).join(', '),
    replyTo: { name: back?.name ?? '', address: back?.address ?? '' },
    messageId: mail.messageId ?? '',
    references: [mail.references, mail.inReplyTo].filter(Boolean).join(' '),
    text: mail.text ?? '',
    html: withPictures(mail.html ?? '', mail.attachments),
    attachments: mail.attachments.map(describeAttachment),
    headers: mail.headers.map(({ originalKey, key, value }) => ({
      name: originalKey ?? key,
      value,
    })),
  };
}

function describeAddress(address: Address | undefined): string {
  if (!address) return '';
  return address.name ? `${address.name} <${address.address ?? ''}>` : (address.address ?? '');
}

function describeAttachment({ filename, mimeType, content }: Email['attachments'][number]) {
  const size = typeof content === 'string' ? content.length : content.byteLength;
  return { filename: filename ?? '(no name)', contentType: mimeType, size };
}

/** RFC 2392: HTML refers to a picture of the mail by its Content-ID. */
function withPictures(html: string, attachments: Email['attachments']): string {
  return attachments.reduce((page, { contentId, mimeType, content }) => {
    const octets =
      typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
    const id = contentId?.replace(/^<|>$/g, '');
    if (!id || !mimeType.startsWith('image/') || octets.length > MAX_INLINE_BYTES) return page;
    return page.replaceAll(`cid:${id}`, `data:${mimeType};base64,${octets.toString('base64')}`);
  }, html);
}
