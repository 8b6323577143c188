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
 * nothing, and what receivers put on top does not count. Lower-case hex; where there is a Message-ID, its own hash and a slash in front, so
 * that what stands for the mail is found by its Message-ID as well (S1).
 */
export function mailFingerprint(
  message: Pick<Message, 'messageId' | 'from' | 'date' | 'bodySha256'>,
): string {
  const authors = message.from.map(({ address }) => address).join(',');
  const { messageId } = message;
  const named = messageId ? ['id', messageId] : ['date', message.date ?? ''];
  const hash = sha256(JSON.stringify([...named, authors, message.bodySha256]));
  return messageId ? `${sha256(messageId)}/${hash}` : hash;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
