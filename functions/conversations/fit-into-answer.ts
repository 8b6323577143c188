import { cutText } from '../mail/clean-text.ts';
import type { ChatMessage } from './conversation.ts';

/** Lambda answers with 6 MB at most, and the answer's text is escaped in it once more. */
export const MAX_SHOWN_BYTES = 5_000_000;
/** What is shown of a text that no answer could hold, in UTF-16 units: whatever stands in it, two of them fit. */
const MAX_SHOWN_TEXT_CHARS = 400_000;

/** What a message says, or a mail that may become one. */
interface ShownWords {
  text?: string;
  html?: string;
  elided?: string;
}

/** Octets of it in an answer of a Lambda function. */
export const shownBytes = (shown: object): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(shown)));

/** What would fill an answer alone (2 MB of quotation marks) can be read all the same: without HTML and quote, then less of its text. */
export function fitIntoAnswer<Shown extends ShownWords>(
  shown: Shown,
  mostBytes = MAX_SHOWN_BYTES,
): Shown {
  if (shownBytes(shown) <= mostBytes) return shown;
  const plain = { ...shown, html: undefined, elided: undefined };
  if (shownBytes(plain) <= mostBytes) return plain;
  return { ...plain, text: plain.text && cutText(plain.text, MAX_SHOWN_TEXT_CHARS) };
}

/** Messages in their order, as many as one answer holds, one at least; nothing is read that would not be shown. */
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

/** A character takes seven octets at most, once it is escaped twice. */
const MOST_BYTES_PER_UNIT = 7;

/** A bound that needs no text to be written out: most pages are far below. */
function mostAnswerBytes({ text, html = '', elided = '', ...head }: ChatMessage): number {
  const units = text.length + html.length + elided.length + JSON.stringify(head).length;
  return units * MOST_BYTES_PER_UNIT;
}

function fitMessage(message: ChatMessage): ChatMessage {
  const fitting = fitIntoAnswer(message);
  if (fitting.text === message.text) return fitting;
  return { ...fitting, flags: [...new Set([...fitting.flags, 'text-cut' as const])] };
}
