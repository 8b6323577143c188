import PostalMime, { type Address, type Email } from 'postal-mime';

/** A mail of the outbox as the console shows it. */
export interface ReadMail {
  subject: string;
  from: string;
  to: string;
  /** Where an answer goes. */
  replyTo: { name: string; address: string };
  references: string;
  text: string;
  html: string;
  attachments: Array<{ filename: string; contentType: string; size: number }>;
}

/** `raw`: one character per octet. */
export async function readMail(raw: string): Promise<ReadMail> {
  const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const back = mail.replyTo?.[0] ?? mail.from;
  return {
    subject: mail.subject ?? '',
    from: describeAddress(mail.from),
    to: (mail.to ?? []).map(describeAddress).join(', '),
    replyTo: { name: back?.name ?? '', address: back?.address ?? '' },
    references: [mail.references, mail.inReplyTo].filter(Boolean).join(' '),
    text: mail.text ?? '',
    html: mail.html ?? '',
    attachments: mail.attachments.map(describeAttachment),
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
