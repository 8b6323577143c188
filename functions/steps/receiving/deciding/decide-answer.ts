import type { Conversation } from '../../../conversations/conversation.ts';
import type { Participant } from '../../../conversations/people/people.ts';
import { judgeAuthor, type Proof, proofFor } from '../../../conversations/signals/judge-author.ts';
import type { DecideMailPorts, PeopleFinder } from '../ports.ts';
import { readReplyTo } from '../reading/read-reply-to.ts';
import type { Located } from './locate-conversation.ts';
import { type Deliver, type MailContext, type MailDecision, setAside } from './mail-decision.ts';
import { roleInConversation, writerOf } from './role-in-conversation.ts';
import { isSeenBefore } from './seen-before.ts';

type Found = Extract<Located, { kind: 'found' }>;

/** Decides a mail that answers a conversation: may this author write there, and as whom (S3)? */
export async function decideAnswer(
  context: MailContext,
  found: Found,
  { people, inbound }: DecideMailPorts,
): Promise<MailDecision> {
  const { author, authentication } = context;
  const writer = writerOf(author.address, context.mail, found.signals, found.conversation);
  const { role, participant } = await roleInConversation(writer, found.conversation, people);
  const { conversationId } = found.conversation;
  const proof = await proofOf(found, participant, people);
  const judgement = judgeAuthor(role, authentication, proof);
  const known = { signal: found.signal, passedOver: found.passedOver };
  const isProved = authentication === 'authenticated' && role !== 'other';
  if (found.isGuessed && !isProved) {
    return setAside(
      { outcome: 'held', reason: 'too-many-wrong-codes' },
      { conversationId, signal: found.signal },
    );
  }
  if (judgement.outcome === 'held') {
    const { reason } = judgement;
    return setAside({ outcome: 'held', reason }, { ...known, conversationId });
  }
  if (judgement.as === 'agent' && (await isSeenBefore(context, inbound))) {
    return setAside(
      { outcome: 'held', reason: 'staff-not-authenticated' },
      { ...known, conversationId, detail: 'seen-before' },
    );
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
    ? withReplyTo(decision, found.conversation, context, people)
    : decision;
}

/** A proof made for the id of a user who has since been taken over counts as made for the user who took them over. */
async function proofOf(
  { signals, conversation: { conversationId } }: Found,
  participant: Participant,
  people: PeopleFinder,
): Promise<Proof> {
  const proof = proofFor(signals, conversationId, participant);
  if (proof !== 'foreign' || participant.kind !== 'user') return proof;
  const { formerIds = [] } = (await people.findUser(participant.id)) ?? {};
  const isOwn = formerIds.some(
    (id) => proofFor(signals, conversationId, { kind: 'user', id }) === 'own',
  );
  return isOwn ? 'own' : proof;
}

/** S4: a Reply-To counts only on a mail of the conversation's user. */
export async function withReplyTo(
  decision: Deliver,
  conversation: Conversation,
  context: MailContext,
  people: PeopleFinder,
): Promise<Deliver> {
  const reading = await readReplyTo(context, conversation, people);
  switch (reading.kind) {
    case 'none':
      return decision;
    case 'counts':
      return { ...decision, userAddress: reading.replyTo.address };
    case 'passed-over':
      return { ...decision, known: { ...decision.known, replyToFault: reading.fault } };
  }
}
