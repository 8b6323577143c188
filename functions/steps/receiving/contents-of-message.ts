import { fitIntoAnswer } from '../../conversations/fit-into-answer.ts';
import type { MailRecord, ReceiveMailPorts } from './ports.ts';
import type { MailContents } from './release/ports.ts';

/** What a mail says as the message that it became. Undefined: it became none, or none that is there. */
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
