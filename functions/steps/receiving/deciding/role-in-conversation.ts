import type { Conversation } from '../../../conversations/conversation.ts';
import type { Participant, User } from '../../../conversations/people/people.ts';
import type { FoundSignal } from '../../../conversations/signals/collect-signals.ts';
import { type AuthorRole, proofFor } from '../../../conversations/signals/judge-author.ts';
import type { PeopleFinder } from '../ports.ts';
import { replyToOf } from '../reading/read-reply-to.ts';
import type { ReadMail } from './mail-decision.ts';

export interface Writer {
  address: string;
  /**
   * The address in Reply-To. A form or a provider of certified mail writes for many people from one address; they are told apart by it
   * (S7).
   */
  replyTo?: string;
}

/**
 * Who writes. Reply-To is left out if the mail carries a token or reference made for the user: that proves the user, wherever they want to
 * be answered.
 */
export function writerOf(
  address: string,
  { message }: Pick<ReadMail, 'message'>,
  signals: FoundSignal[],
  { conversationId, userId }: Conversation,
): Writer {
  const proof = proofFor(signals, conversationId, { kind: 'user', id: userId });
  const replyTo = proof === 'own' ? undefined : replyToOf(message);
  return { address, ...(replyTo !== undefined && { replyTo }) };
}

/** The author's role in the conversation. Staff comes first: an address that is both staff's and the user's counts as staff (S3). */
export async function roleInConversation(
  writer: Writer,
  conversation: Conversation,
  people: PeopleFinder,
): Promise<{ role: AuthorRole; participant: Participant }> {
  const { address } = writer;
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (agentId !== undefined) return { role: 'staff', participant: { kind: 'agent', id: agentId } };
  const asUser = { role: 'user', participant: { kind: 'user', id: conversation.userId } } as const;
  if (userIds.includes(conversation.userId) || isNamed(writer, conversation)) return asUser;
  // findUser follows a takeover: if the conversation's user was taken over, their addresses belong to the user who took them over
  const user = await people.findUser(conversation.userId);
  if (user && (userIds.includes(user.userId) || isAskedFrom(address, conversation, user))) {
    return { ...asUser, participant: { kind: 'user', id: user.userId } };
  }
  return { role: 'other', participant: { kind: 'guest', id: address } };
}

/** The conversation itself names this address, so its user may write from it here, though it need not be theirs elsewhere (S4). */
const isNamed = (writer: Writer, conversation: Conversation) =>
  writer.address === conversation.userAddress ||
  (writer.address === conversation.openedFrom && isSameVisitor(writer, conversation));

const isSameVisitor = ({ replyTo }: Writer, { userAddress }: Conversation) =>
  userAddress === undefined || replyTo === undefined || replyTo === userAddress;

/**
 * For a conversation that the chat backend opened: mail for a user who owns no address goes to the one they first wrote from, so they may
 * answer from it.
 */
const isAskedFrom = (address: string, { openedFrom }: Conversation, { email }: User) =>
  openedFrom === undefined && address === email;
