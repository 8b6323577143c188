import type { Conversation } from '../../conversations/conversation.ts';
import type { AuthorRole } from '../../conversations/judge-author.ts';
import type { Participant, User } from '../../conversations/people.ts';
import type { ReceiveMailPorts } from './ports.ts';

/** The rows are tried from the top: whoever is both staff and the user counts as staff (S3). */
export async function roleInConversation(
  address: string,
  conversation: Conversation,
  { people }: Pick<ReceiveMailPorts, 'people'>,
): Promise<{ role: AuthorRole; participant: Participant }> {
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (agentId !== undefined) return { role: 'staff', participant: { kind: 'agent', id: agentId } };
  const asUser = { role: 'user', participant: { kind: 'user', id: conversation.userId } } as const;
  if (userIds.includes(conversation.userId) || isNamed(address, conversation)) return asUser;
  // of a user who was taken over it is another's already, whichever id stands there
  const user = await people.findUser(conversation.userId);
  if (user && (userIds.includes(user.userId) || isAskedFrom(address, conversation, user))) {
    return { ...asUser, participant: { kind: 'user', id: user.userId } };
  }
  return { role: 'other', participant: { kind: 'guest', id: address } };
}

/** In this conversation its user may write from here, too, though the address need not be theirs (S4). */
const isNamed = (address: string, { userAddress, openedFrom }: Conversation) =>
  address === userAddress || address === openedFrom;

/** Opened by the chat backend: mail for a user who owns nothing goes to where they once wrote from. */
const isAskedFrom = (address: string, { openedFrom }: Conversation, { email }: User) =>
  openedFrom === undefined && address === email;
