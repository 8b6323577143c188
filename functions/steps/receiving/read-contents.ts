import type { MessageAttachment } from '../../conversations/conversation.ts';
import type { MailAttachment } from '../../mail/message.ts';
import { findStandingConversation } from '../chatting/find-conversation.ts';
import { arrivalOf } from './arrival-of.ts';
import type { MailRecord, RawMail, ReceiveMailPorts } from './ports.ts';
import { readMail } from './read-mail.ts';
import { readReply } from './read-reply.ts';

/** A file of a mail: it has an `attachmentId` once the mail is a message. */
type FileOfMail = Omit<MessageAttachment, 'attachmentId'> & { attachmentId?: string };

/** What a mail says, as it is a message or would become one. */
export interface MailContents {
  text?: string;
  /** Sanitised (S13). */
  html?: string;
  /** What was cut, or would be (S12). */
  elided?: string;
  attachments: FileOfMail[];
}

/** Undefined: the octets are gone, or cannot be taken apart. */
export async function readContents(
  record: MailRecord,
  ports: ReceiveMailPorts,
): Promise<MailContents | undefined> {
  const { messageId, outcome } = record;
  const message =
    outcome === 'delivered' && messageId !== undefined
      ? await ports.conversations.findMessage(messageId)
      : undefined;
  if (message) {
    const { text, html, elided, attachments } = message;
    return { text, attachments, ...(html && { html }), ...(elided && { elided }) };
  }
  const raw = await ports.rawMails.find(record.mailId);
  return raw && readFromOctets(raw, record, ports);
}

async function readFromOctets(
  raw: RawMail,
  record: MailRecord,
  ports: ReceiveMailPorts,
): Promise<MailContents | undefined> {
  const reading = await readMail(raw, arrivalOf(record), ports);
  if (reading.kind !== 'read') return undefined;
  const { conversationId } = record;
  const conversation =
    conversationId === undefined
      ? undefined
      : await findStandingConversation(conversationId, ports);
  const { reply, elided, html } = await readReply(
    reading.mail,
    conversation ? { conversation } : {},
    ports,
  );
  return {
    text: reply,
    attachments: reading.mail.message.attachments.map(mailFile),
    ...(html !== undefined && { html }),
    ...(elided !== '' && { elided }),
  };
}

const mailFile = ({
  filename,
  contentType,
  size,
  isInline,
  contentId,
}: MailAttachment): FileOfMail => ({
  filename,
  contentType,
  size,
  inline: isInline,
  ...(contentId !== undefined && { contentId }),
});
