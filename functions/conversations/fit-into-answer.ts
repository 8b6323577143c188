import { cutText } from '../mail/clean-text.ts';
import type { ChatMessage } from './conversation.ts';

/** Lambda's answer holds 6 MB at most, and the JSON body is escaped in it once more. */
export const MAX_SHOWN_BYTES = 5_000_000;
/**
 * UTF-16 units shown of a text that does not fit. Two such texts fit into one answer whatever they hold: 2 × 400,000 × 7 octets are below 6
 * MB.
 */
const MAX_SHOWN_TEXT_CHARS = 400_000;

/** The words of a message, or of a mail that may become one. */
interface ShownWords {
  text?: string;
  html?: string;
  elided?: string;
}

/** Octets that the object takes in a Lambda answer. */
export const shownBytes = (shown: object): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(shown)));

/**
 * Shortens what is too long for one answer (such as 2 MB of quotation marks): HTML and quoted history go first, then the end of the text.
 */
export function fitIntoAnswer<Shown extends ShownWords>(
  shown: Shown,
  mostBytes = MAX_SHOWN_BYTES,
): Shown {
  if (shownBytes(shown) <= mostBytes) return shown;
  const plain = { ...shown, html: undefined, elided: undefined };
  if (shownBytes(plain) <= mostBytes) return plain;
  return { ...plain, text: plain.text && cutText(plain.text, MAX_SHOWN_TEXT_CHARS) };
}

/** The first messages, in order, that fit into one answer; at least one. Reads at most one message that is not shown. */
export async function takeWhatFits(unread: AsyncIterable<ChatMessage>): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  let atMost = 0;
  let bytes: number | undefined;
  for await (const message of unread) {
    atMost += mostAnswerBytes(message);
    if (atMost <= MAX_SHOWN_BYTES) {
      messages.push(message);
      continue;
    }
    const fitting = fitMessage(message);
    bytes ??= messages.reduce((sum, before) => sum + shownBytes(before), 0);
    bytes += shownBytes(fitting);
    if (messages.length > 0 && bytes > MAX_SHOWN_BYTES) break;
    messages.push(fitting);
  }
  return messages;
}

/** A character that is escaped twice takes at most seven octets. */
const MOST_BYTES_PER_UNIT = 7;

/** An upper bound that needs no serialisation; most pages are far below it. */
function mostAnswerBytes({ text, html = '', elided = '', ...head }: ChatMessage): number {
  const units = text.length + html.length + elided.length + JSON.stringify(head).length;
  return units * MOST_BYTES_PER_UNIT;
}

function fitMessage(message: ChatMessage): ChatMessage {
  const fitting = fitIntoAnswer(message);
  if (fitting.text === message.text) return fitting;
  return { ...fitting, flags: [...new Set([...fitting.flags, 'text-cut' as const])] };
}
