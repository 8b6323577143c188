import type { MessageAttachment } from '../../../conversations/conversation.ts';
import type { MailAttachment } from '../../../mail/message.ts';

/** An attachment of a mail as the chat shows it; its id depends on the mail. */
export const fileOfPart = ({
  filename,
  contentType,
  size,
  isInline,
  contentId,
}: MailAttachment): Omit<MessageAttachment, 'attachmentId'> => ({
  filename,
  contentType,
  size,
  inline: isInline,
  ...(contentId !== undefined && { contentId }),
});
