import { hash } from 'node:crypto';
import type { Message } from '../../../mail/message.ts';

/**
 * Two mails without Message-ID and Date but with the same author and body count as one mail if they arrive within this time: the mail came
 * by two ways, or was queued again later. After it, the same words are a new mail (S15).
 */
const NAMELESS_SAME_WITHIN_MS = 14 * 86_400_000;

/**
 * Epoch milliseconds at which the fingerprint of a mail received at `receivedAt` (RFC 3339) ends. Undefined: never, because it includes a
 * Message-ID or a Date.
 */
export function fingerprintUntil(
  { messageId, date }: Pick<Message, 'messageId' | 'date'>,
  receivedAt: string,
): number | undefined {
  return messageId || date ? undefined : Date.parse(receivedAt) + NAMELESS_SAME_WITHIN_MS;
}

/**
 * Identifies a mail (S15): Message-ID, author and body; without a Message-ID author, Date and body. A Message-ID alone proves nothing, and
 * fields that receivers add do not count. Lower-case hex; with a Message-ID `"<hash of the Message-ID>/<hash>"`, so that the duplicate
 * guard is found by Message-ID, too (S1).
 */
export function mailFingerprint(
  message: Pick<Message, 'messageId' | 'from' | 'date' | 'bodySha256'>,
): string {
  const authors = message.from.map(({ address }) => address).join(',');
  const { messageId, date = '' } = message;
  // more blanks in a signed Date do not break its signature (RFC 6376 §3.4.2)
  const named = messageId ? ['id', messageId] : ['date', date.replace(/\s+/g, ' ')];
  const digest = sha256(JSON.stringify([...named, authors, message.bodySha256]));
  return messageId ? `${sha256(messageId)}/${digest}` : digest;
}

const sha256 = (text: string) => hash('sha256', text);
