import type { Author, ChatMessage, Conversation } from '../../conversations/conversation.ts';
import { newMessageId } from '../../conversations/new-message-id.ts';
import type { Clock } from '../ports.ts';
import { type ClaimedAttachments, claimAttachments } from './claim-attachments.ts';
import type { Reserve } from './open-conversation.ts';
import type { ConversationStore, PeopleStore, UploadStore } from './ports.ts';

export interface PostMessagePorts {
  clock: Clock;
  conversations: ConversationStore;
  people: PeopleStore;
  uploads: UploadStore;
}

export interface PostedMessage {
  author: { kind: 'user' | 'agent' | 'bot' | 'system'; id?: string };
  text: string;
  attachmentIds: string[];
  answeredByBot: boolean;
}

export type PostMessageResult =
  | { kind: 'posted'; message: ChatMessage }
  | { kind: 'unknown-conversation' }
  /** A user writes in their own conversation only. */
  | { kind: 'author-not-in-conversation' }
  | { kind: 'unknown-author' }
  | Exclude<ClaimedAttachments, { kind: 'claimed' }>;

/** Writes what somebody typed in the chat. The stream tells everyone else. */
export async function postMessage(
  conversation: Conversation,
  given: PostedMessage,
  reserve: Reserve,
  ports: PostMessagePorts,
): Promise<PostMessageResult> {
  const author = await findAuthor(conversation, given.author, ports);
  if (author.kind === 'refused') return { kind: author.why };
  const { conversationId } = conversation;
  const claimed = await claimAttachments(given.attachmentIds, conversationId, ports.uploads);
  if (claimed.kind !== 'claimed') return claimed;
  const nowMs = ports.clock.now();
  const proposedId = newMessageId(conversationId, nowMs);
  const messageId = await reserve('messageId', () => proposedId);
  const message: ChatMessage = {
    messageId,
    conversationId,
    author,
    channel: 'chat',
    text: given.text,
    attachments: claimed.attachments,
    flags: [],
    ...(given.answeredByBot && author.kind === 'user' && { answeredByBot: true }),
    createdAt: new Date(nowMs).toISOString(),
  };
  if (await ports.conversations.append(message)) {
    // an earlier try of this call wrote it at its own time
    const isRepeated = messageId !== proposedId;
    const written = isRepeated ? await ports.conversations.findMessage(messageId) : undefined;
    return { kind: 'posted', message: written ?? message };
  }
  // erased meanwhile, with every message that could lead to these files (S19)
  await ports.uploads.forget(claimed.attachments.map(({ attachmentId }) => attachmentId));
  return { kind: 'unknown-conversation' };
}

type Refused = { kind: 'refused'; why: 'author-not-in-conversation' | 'unknown-author' };

/** The author with the name that stands in the directory. */
async function findAuthor(
  conversation: Conversation,
  { kind, id }: PostedMessage['author'],
  { people }: Pick<PostMessagePorts, 'people'>,
): Promise<Author | Refused> {
  if (kind === 'user') {
    if (id !== undefined && id !== conversation.userId) {
      return { kind: 'refused', why: 'author-not-in-conversation' };
    }
    const user = await people.findUser(conversation.userId);
    return { kind, id: conversation.userId, ...(user?.name && { name: user.name }) };
  }
  if (kind !== 'agent') return { kind, ...(id !== undefined && { id }) };
  const agent = id === undefined ? undefined : await people.findAgent(id);
  if (!agent) return { kind: 'refused', why: 'unknown-author' };
  return { kind, id: agent.agentId, name: agent.name };
}
