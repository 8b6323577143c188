import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Page } from '../ports.ts';
import type { ConversationStore } from './ports.ts';

/** A Lambda answers 6 MB at most, and quotes and controls grow as JSON. */
export const MAX_ANSWER_BYTES = 4_000_000;
/** Long bodies are read from the bucket: not more of them at once than the memory holds. */
const MAX_MESSAGES_AT_ONCE = 50;

const sizeOf = (message: ChatMessage) => Buffer.byteLength(JSON.stringify(message));

/** One page of messages that fits into an answer: fewer than asked for where their bodies are long. */
export async function listMessages(
  conversationId: string,
  options: { limit: number; cursor?: string },
  { conversations }: { conversations: Pick<ConversationStore, 'listMessages'> },
): Promise<Page<ChatMessage>> {
  const limit = Math.min(options.limit, MAX_MESSAGES_AT_ONCE);
  const page = await conversations.listMessages(conversationId, { ...options, limit });
  const fitting = countFitting(page.items);
  const fit =
    fitting === page.items.length
      ? page
      : await conversations.listMessages(conversationId, { ...options, limit: fitting });
  return { ...fit, items: fit.items.map(slim) };
}

/** How many of the first messages fit, at least one. */
function countFitting(messages: ChatMessage[]): number {
  let octets = 0;
  for (const [index, message] of messages.entries()) {
    octets += sizeOf(message);
    if (octets > MAX_ANSWER_BYTES) return Math.max(1, index);
  }
  return messages.length;
}

/** A message that is too long alone comes without its HTML and without what was cut, flagged as cut. */
function slim(message: ChatMessage): ChatMessage {
  if (sizeOf(message) <= MAX_ANSWER_BYTES) return message;
  const { html: _html, elided: _elided, ...rest } = message;
  return { ...rest, flags: [...new Set([...message.flags, 'text-cut' as const])] };
}
