import { fitIntoAnswer } from '../../../conversations/fit-into-answer.ts';
import type { MailAttachment } from '../../../mail/message.ts';
import { findStandingConversation } from '../../chatting/find-conversation.ts';
import { arrivalOf } from '../arrival-of.ts';
import type { MailRecord, ReceiveMailPorts } from '../ports.ts';
import type { FileOfMail, MailContents } from '../release/ports.ts';
import { readMail } from './read-mail.ts';
import { readReply } from './read-reply.ts';

/** What a mail would say as a message. Undefined: the octets are gone, or cannot be parsed. */
export async function readContents(
  record: MailRecord,
  ports: ReceiveMailPorts,
): Promise<MailContents | undefined> {
  const raw = await ports.rawMails.find(record.mailId);
  if (!raw) return undefined;
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
    ports.sentMails,
  );
  return fitIntoAnswer({
    text: reply,
    attachments: reading.mail.message.attachments.map(mailFile),
    ...(html !== undefined && { html }),
    ...(elided !== '' && { elided }),
  });
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
