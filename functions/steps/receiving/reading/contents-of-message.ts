import { fitIntoAnswer } from '../../../conversations/fit-into-answer.ts';
import type { MailRecord, ReceiveMailPorts } from '../ports.ts';
import type { MailContents } from '../release/ports.ts';

/** The contents of the message that a mail became. Undefined: it became no message, or the message is gone. */
export async function contentsOfMessage(
  { messageId, outcome }: MailRecord,
  { conversations }: Pick<ReceiveMailPorts, 'conversations'>,
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
