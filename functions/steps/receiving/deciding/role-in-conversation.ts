import type { Conversation } from '../../../conversations/conversation.ts';
import type { AuthorRole } from '../../../conversations/judge-author.ts';
import type { Participant, User } from '../../../conversations/people.ts';
import type { ReceiveMailPorts } from '../ports.ts';

export interface Writer {
  address: string;
  /** Where they ask to be answered. A form or a provider of certified mail writes for many: by this its people are told apart (S7). */
  replyTo?: string;
}

/** The rows are tried from the top: whoever is both staff and the user counts as staff (S3). */
export async function roleInConversation(
  writer: Writer,
  conversation: Conversation,
  { people }: Pick<ReceiveMailPorts, 'people'>,
): Promise<{ role: AuthorRole; participant: Participant }> {
  const { address } = writer;
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (agentId !== undefined) return { role: 'staff', participant: { kind: 'agent', id: agentId } };
  const asUser = { role: 'user', participant: { kind: 'user', id: conversation.userId } } as const;
  if (userIds.includes(conversation.userId) || isNamed(writer, conversation)) return asUser;
  // of a user who was taken over it is another's already, whichever id stands there
  const user = await people.findUser(conversation.userId);
  if (user && (userIds.includes(user.userId) || isAskedFrom(address, conversation, user))) {
    return { ...asUser, participant: { kind: 'user', id: user.userId } };
  }
  return { role: 'other', participant: { kind: 'guest', id: address } };
}

/** In this conversation its user may write from here, too, though the address need not be theirs (S4). */
const isNamed = (writer: Writer, conversation: Conversation) =>
  writer.address === conversation.userAddress ||
  (writer.address === conversation.openedFrom && isSameVisitor(writer, conversation));

const isSameVisitor = ({ replyTo }: Writer, { userAddress }: Conversation) =>
  userAddress === undefined || replyTo === undefined || replyTo === userAddress;

/** Opened by the chat backend: mail for a user who owns nothing goes to where they once wrote from. */
const isAskedFrom = (address: string, { openedFrom }: Conversation, { email }: User) =>
  openedFrom === undefined && address === email;
