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
  const { role, participant } = await roleOf(author.address, found, ports);
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
  // S4: only on an authenticated mail of the conversation's user
  return judgement.as === 'user' && authentication === 'authenticated'
    ? { ...decision, replyTo: await readReplyTo(context, ports) }
    : decision;
}

/** The rows are tried from the top: whoever is both staff and the user counts as staff (S3). */
async function roleOf(
  address: string,
  { conversation }: Found,
  { people }: Pick<ReceiveMailPorts, 'people'>,
): Promise<{ role: AuthorRole; participant: Participant }> {
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (agentId !== undefined) return { role: 'staff', participant: { kind: 'agent', id: agentId } };
  if (userIds.includes(conversation.userId)) {
    return { role: 'user', participant: { kind: 'user', id: conversation.userId } };
  }
  return { role: 'other', participant: { kind: 'guest', id: address } };
}
