import { createHash } from 'node:crypto';
import type { Message } from '../../mail/message.ts';

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
