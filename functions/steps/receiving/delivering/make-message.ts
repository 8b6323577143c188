import type {
  Author,
  ChatMessage,
  Conversation,
  MessageFlag,
} from '../../../conversations/conversation.ts';
import { newMessageId } from '../../../conversations/new-message-id.ts';
import type { MailMark } from '../../../mail/message.ts';
import type { Deliver, ReadMail } from '../deciding/mail-decision.ts';
import type { Outcome } from '../outcome.ts';
import type { DeliverMailPorts, PeopleFinder } from '../ports.ts';
import type { RawMail } from '../reading/ports.ts';
import type { ReplyText } from '../reading/read-words.ts';
import type { StoredAttachments } from './store-attachments.ts';

export interface MailToDeliver {
  mail: ReadMail;
  raw: RawMail;
  decision: Deliver;
  reply: ReplyText;
  replaces?: Outcome['outcome'];
}

/** The conversation that the mail opens. */
export async function newConversation(
  { mail, decision }: MailToDeliver,
  { conversations, clock }: DeliverMailPorts,
): Promise<Conversation> {
  const at = new Date(clock.now()).toISOString();
  return {
    conversationId: await conversations.numberFor(mail.arrival.mailId),
    userId: decision.as.id,
    ...(decision.userAddress !== undefined && { userAddress: decision.userAddress }),
    ...(decision.openedFrom !== undefined && { openedFrom: decision.openedFrom }),
    ...(mail.message.subject !== '' && { subject: mail.message.subject }),
    status: 'open',
    createdAt: at,
    lastActivityAt: at,
  };
}

const FLAG_OF_MARK: Record<MailMark, MessageFlag> = {
  signed: 'signature-not-checked',
  encrypted: 'encrypted',
};

/** The message that the mail becomes. */
export async function makeMessage(
  { mail, decision, reply }: MailToDeliver,
  { conversationId }: Conversation,
  { attachments, flag }: StoredAttachments,
  { people, clock }: Pick<DeliverMailPorts, 'people' | 'clock'>,
): Promise<ChatMessage> {
  const { message, arrival } = mail;
  const name = await knownName(decision.as, people);
  const nowMs = clock.now();
  const flags: MessageFlag[] = [];
  if (decision.authentication !== 'authenticated') flags.push('unverified');
  if (decision.as.kind === 'guest') flags.push('guest');
  if (message.cut.length > 0) flags.push('text-cut');
  flags.push(...message.marks.map((mark) => FLAG_OF_MARK[mark]));
  if (flag) flags.push(flag);
  return {
    messageId: newMessageId(conversationId, nowMs),
    conversationId,
    author: authorOf({ ...decision.as, name }, message.from[0]?.address),
    channel: 'email',
    text: reply.reply,
    ...(reply.html !== undefined && { html: reply.html }),
    ...(reply.elided !== '' && { elided: reply.elided }),
    attachments,
    flags,
    mailId: arrival.mailId,
    ...(message.messageId !== undefined && { mailMessageId: message.messageId }),
    createdAt: new Date(nowMs).toISOString(),
  };
}

/** For agents and users the directory's name wins over the one in From; a guest is called as From says. */
async function knownName(
  { kind, id, name }: Deliver['as'],
  people: PeopleFinder,
): Promise<string | undefined> {
  if (kind === 'guest') return name;
  const person = kind === 'agent' ? await people.findAgent(id) : await people.findUser(id);
  return person?.name ?? name;
}

const authorOf = ({ kind, id, name }: Deliver['as'], address: string | undefined): Author => ({
  kind,
  id,
  ...(name && { name }),
  ...(address !== undefined && { address }),
});
