import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Participant } from '../../conversations/people/people.ts';
import type { ConversationStore } from '../chatting/ports.ts';
import type { SentMailStore, ThreadMail } from './ports.ts';
import type { DueMail } from './recheck-window.ts';

export interface ThreadPorts {
  conversations: Pick<ConversationStore, 'recentMessages'>;
  sentMails: Pick<SentMailStore, 'sentTo'>;
}

/** Messages read for the history and for the recipient's own mails: more than the setting `history-messages` can show. */
export const MAX_MESSAGES_READ = 40;

/**
 * `recent`: the conversation's latest messages up to this mail. `known`: the mails that the recipient's mail program has, ours to them and
 * theirs to us, oldest first.
 */
export async function readThread(
  { window, conversation, formerIds = [] }: DueMail,
  ports: ThreadPorts,
): Promise<{ recent: ChatMessage[]; known: ThreadMail[] }> {
  const { conversationId } = conversation;
  const { participant } = window;
  const recipients = [participant, ...formerIds.map((id) => ({ ...participant, id }))];
  const [recent, sent] = await Promise.all([
    ports.conversations.recentMessages(conversationId, MAX_MESSAGES_READ, window.messageIds.at(-1)),
    ports.sentMails.sentTo(conversationId, recipients),
  ]);
  const own = recent.flatMap((message) => ownMail(message, recipients));
  const byId = new Map([...sent, ...own].map((mail) => [mail.messageId, mail]));
  const known = [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return { recent, known };
}

function ownMail(message: ChatMessage, recipients: Participant[]): ThreadMail[] {
  const { author, mailMessageId, createdAt } = message;
  const isOwn = recipients.some(({ kind, id }) => author.kind === kind && author.id === id);
  if (!isOwn || !mailMessageId) return [];
  return [{ messageId: mailMessageId, at: createdAt }];
}
