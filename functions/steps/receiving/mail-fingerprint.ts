import { createHash } from 'node:crypto';
import type { Message } from '../../mail/message.ts';

/**
 * How far apart two mails may have come that share no more than author and body, and still are one: the same mail by two doors, or put in
 * again after a holiday. Later the same words are said anew (S15).
 */
const NAMELESS_SAME_WITHIN_MS = 14 * 86_400_000;

/**
 * Until when (epoch milliseconds) the fingerprint of a mail that came at `receivedAt` stands for it; undefined: for ever, since a Message-ID
 * or a Date is part of it.
 */
export function fingerprintUntil(
  { messageId, date }: Pick<Message, 'messageId' | 'date'>,
  receivedAt: string,
): number | undefined {
  return messageId || date ? undefined : Date.parse(receivedAt) + NAMELESS_SAME_WITHIN_MS;
}

/**
 * What makes two mails the same (S15): Message-ID, author and body; without a Message-ID author, Date and body. A Message-ID alone proves
 * nothing, and what receivers put on top does not count. Lower-case hex.
 */
export function mailFingerprint(
  message: Pick<Message, 'messageId' | 'from' | 'date' | 'bodySha256'>,
): string {
  const authors = message.from.map(({ address }) => address).join(',');
  const named = message.messageId ? ['id', message.messageId] : ['date', message.date ?? ''];
  return createHash('sha256')
    .update(JSON.stringify([...named, authors, message.bodySha256]))
    .digest('hex');
}
