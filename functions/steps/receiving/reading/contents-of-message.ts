import { fitIntoAnswer } from '../../../conversations/fit-into-answer.ts';
import type { ConversationStore } from '../../chatting/ports.ts';
import type { MailRecord } from '../ports.ts';
import type { MailContents } from '../release/ports.ts';

/** The contents of the message that a mail became. Undefined: it became no message, or the message is gone. */
export async function contentsOfMessage(
  { messageId, outcome }: MailRecord,
  conversations: Pick<ConversationStore, 'findMessage'>,
): Promise<MailContents | undefined> {
  if (outcome !== 'delivered' || messageId === undefined) return undefined;
  const message = await conversations.findMessage(messageId);
  if (!message) return undefined;
  const { text, html, elided, attachments } = message;
  return fitIntoAnswer({
    text,
    attachments,
    ...(html && { html }),
    ...(elided && { elided }),
  });
}
