import type {
  Author,
  ChatMessage,
  Conversation,
  Metadata,
} from '../../conversations/conversation.ts';
import { newMessageId } from '../../conversations/new-message-id.ts';
import { isIdOf } from '../../conversations/people/take-over-user.ts';
import { CONTROLS } from '../../mail/clean-text.ts';
import { showsNothing } from '../../mail/shows-nothing.ts';
import { memoise } from '../memoise.ts';
import type { Clock } from '../ports.ts';
import { type ClaimedAttachments, claimAttachments } from './claim-attachments.ts';
import { findStandingConversation } from './find-conversation.ts';
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
  /** Idempotent in this conversation: posting again under the same id gives the same message. */
  clientMessageId?: string;
  metadata?: Metadata;
}

export type PostMessageResult =
  | { kind: 'posted'; message: ChatMessage }
  | { kind: 'unknown-conversation' }
  /** A user writes only in their own conversation. */
  | { kind: 'author-not-in-conversation' }
  | { kind: 'unknown-author' }
  /** Another message of the conversation has this id. */
  | { kind: 'client-message-id-used' }
  /** No visible text and no file (S12). */
  | { kind: 'empty' }
  | Exclude<ClaimedAttachments, { kind: 'claimed' }>;

/** Stores a message typed in the chat; the table's stream tells everyone else. */
export async function postMessage(
  conversationId: string,
  posted: PostedMessage,
  reserve: Reserve,
  ports: PostMessagePorts,
): Promise<PostMessageResult> {
  const text = posted.text.replace(CONTROLS, '');
  const given = { ...posted, text: showsNothing(text) ? '' : text };
  if (given.text === '' && given.attachmentIds.length === 0) return { kind: 'empty' };
  const found = await findPlace(conversationId, given.author, ports);
  if (!found) return { kind: 'unknown-conversation' };
  const { author } = found;
  if (author.kind === 'refused') return { kind: author.why };
  const twin = await findTwin(conversationId, given, ports.conversations);
  if (twin) return twin;
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
    ...(given.clientMessageId !== undefined && { clientMessageId: given.clientMessageId }),
    ...(given.metadata && { metadata: given.metadata }),
    createdAt: new Date(nowMs).toISOString(),
  };
  if (await ports.conversations.append(message)) {
    // an earlier try of this call wrote the message, with its own time
    const isRepeated = messageId !== proposedId;
    const written = isRepeated ? await ports.conversations.findMessage(messageId) : undefined;
    return { kind: 'posted', message: written ?? message };
  }
  // another call posted at the same time under the same clientMessageId
  const faster = await findTwin(conversationId, given, ports.conversations);
  if (faster) return faster;
  // the person was erased meanwhile, so no message leads to these files (S19)
  const ids = claimed.attachments.map(({ attachmentId }) => attachmentId);
  await ports.uploads.forget(ids, conversationId);
  return { kind: 'unknown-conversation' };
}

/** The message that was posted before under this clientMessageId. */
async function findTwin(
  conversationId: string,
  { clientMessageId, text, author, attachmentIds }: PostedMessage,
  conversations: ConversationStore,
): Promise<PostMessageResult | undefined> {
  if (clientMessageId === undefined) return undefined;
  const message = await conversations.findByClientId(conversationId, clientMessageId);
  if (!message) return undefined;
  const files = message.attachments.map(({ attachmentId }) => attachmentId);
  const isSame =
    message.text === text &&
    message.author.kind === author.kind &&
    files.join() === [...new Set(attachmentIds)].join();
  return isSame ? { kind: 'posted', message } : { kind: 'client-message-id-used' };
}

/** Finds the conversation and the author with concurrent reads, each person once. */
async function findPlace(
  conversationId: string,
  { kind, id }: PostedMessage['author'],
  ports: PostMessagePorts,
): Promise<{ author: Author | Refused } | undefined> {
  const people = {
    ...ports.people,
    findUser: memoise((userId: string) => ports.people.findUser(userId)),
    findAgent: memoise((agentId: string) => ports.people.findAgent(agentId)),
  };
  const [conversation] = await Promise.all([
    findStandingConversation(conversationId, { ...ports, people }),
    ...(kind === 'agent' && id !== undefined ? [people.findAgent(id)] : []),
    // usually the conversation's own user, so one read serves both
    ...(kind === 'user' && id !== undefined ? [people.findUser(id)] : []),
  ]);
  return conversation && { author: await findAuthor(conversation, { kind, id }, people) };
}

type Refused = { kind: 'refused'; why: 'author-not-in-conversation' | 'unknown-author' };

/** The author, with the name in the directory. */
async function findAuthor(
  conversation: Conversation,
  { kind, id }: PostedMessage['author'],
  people: PeopleStore,
): Promise<Author | Refused> {
  if (kind === 'user') {
    const user = await people.findUser(conversation.userId);
    if (id !== undefined && !(user && isIdOf(user, id))) {
      return { kind: 'refused', why: 'author-not-in-conversation' };
    }
    return { kind, id: conversation.userId, ...(user?.name && { name: user.name }) };
  }
  if (kind !== 'agent') return { kind, ...(id !== undefined && { id }) };
  const agent = id === undefined ? undefined : await people.findAgent(id);
  if (!agent) return { kind: 'refused', why: 'unknown-author' };
  return { kind, id: agent.agentId, name: agent.name };
}
