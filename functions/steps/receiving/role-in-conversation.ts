import type { Conversation } from '../../conversations/conversation.ts';
import type { AuthorRole } from '../../conversations/judge-author.ts';
import type { Participant } from '../../conversations/people.ts';
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
