import { fitIntoAnswer } from '../../../conversations/fit-into-answer.ts';
import { findStandingConversation } from '../../chatting/find-conversation.ts';
import type { MailRecord, ReceiveMailPorts } from '../ports.ts';
import type { MailContents } from '../release/ports.ts';
import { fileOfPart } from './file-of-part.ts';
import { readAgain } from './read-again.ts';
import { readReply } from './read-reply.ts';

/** What a mail would say as a message. Undefined: the octets are gone, or cannot be parsed. */
export async function readContents(
  record: MailRecord,
  ports: ReceiveMailPorts,
): Promise<MailContents | undefined> {
  const { reading } = (await readAgain(record, ports)) ?? {};
  if (reading?.kind !== 'read') return undefined;
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
    attachments: reading.mail.message.attachments.map(fileOfPart),
    ...(html !== undefined && { html }),
    ...(elided !== '' && { elided }),
  });
}
