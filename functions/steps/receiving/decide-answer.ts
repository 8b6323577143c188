import type { Conversation } from '../../conversations/conversation.ts';
import { type AuthorRole, judgeAuthor, proofFor } from '../../conversations/judge-author.ts';
import type { Participant } from '../../conversations/people.ts';
import type { Located } from './locate-conversation.ts';
import { type Deliver, type MailContext, type MailDecision, setAside } from './mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';
import { readReplyTo } from './read-reply-to.ts';

type Found = Extract<Located, { kind: 'found' }>;

/** A mail that answers a conversation: may this author speak there, and as whom (S3)? */
export async function decideAnswer(
  context: MailContext,
  found: Found,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<MailDecision> {
  const { author, authentication } = context;
  const { role, participant } = await roleOf(author.address, found.conversation, ports);
  const { conversationId } = found.conversation;
  const proof = proofFor(found.signals, conversationId, participant);
  const judgement = judgeAuthor(role, authentication, proof);
  const known = { signal: found.signal, passedOver: found.passedOver };
  if (judgement.outcome === 'held') {
    const { reason } = judgement;
    return setAside({ outcome: 'held', reason }, { ...known, conversationId });
  }
  const decision: Deliver = {
    kind: 'deliver',
    reason: 'reply',
    as: { kind: judgement.as, id: participant.id, name: author.name },
    authentication,
    known,
    conversation: found.conversation,
  };
  return judgement.as === 'user'
    ? withReplyTo(decision, found.conversation, context, ports)
    : decision;
}

/** S4: a Reply-To counts on the mail of the conversation's user alone. */
async function withReplyTo(
  decision: Deliver,
  conversation: Conversation,
  context: MailContext,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<Deliver> {
  const reading = await readReplyTo(context, conversation, ports);
  switch (reading.kind) {
    case 'none':
      return decision;
    case 'counts':
      return { ...decision, userAddress: reading.replyTo.address };
    case 'passed-over':
      return { ...decision, known: { ...decision.known, replyToFault: reading.fault } };
  }
}

/** The rows are tried from the top: whoever is both staff and the user counts as staff (S3). */
export async function roleOf(
  address: string,
  conversation: Conversation,
  { people }: Pick<ReceiveMailPorts, 'people'>,
): Promise<{ role: AuthorRole; participant: Participant }> {
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (agentId !== undefined) return { role: 'staff', participant: { kind: 'agent', id: agentId } };
  const isUser =
    userIds.includes(conversation.userId) || (await mayWriteAsUser(address, conversation, people));
  if (isUser) {
    return { role: 'user', participant: { kind: 'user', id: conversation.userId } };
  }
  return { role: 'other', participant: { kind: 'guest', id: address } };
}

/** In this conversation its user may write from here, too, though the address need not be theirs (S4). */
async function mayWriteAsUser(
  address: string,
  { userId, userAddress, openedFrom }: Conversation,
  people: ReceiveMailPorts['people'],
): Promise<boolean> {
  if (address === userAddress || address === openedFrom) return true;
  // opened by the chat backend: mail for a user who owns nothing goes to where they once wrote from
  return openedFrom === undefined && address === (await people.findUser(userId))?.email;
}
