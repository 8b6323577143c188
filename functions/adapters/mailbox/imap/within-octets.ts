import type { ImapFlow } from 'imapflow';
import { MailboxError } from '../../../steps/polling/ports.ts';

const LOOK_EVERY_MS = 20;

/**
 * Runs a command, and cuts the connection once the server has sent more than `maxBytes` meanwhile. A server may send any data at any time
 * (RFC 9051 §7), and the client collects what fits the command: one hostile server would fill the memory that all mailboxes share.
 */
export async function withinOctets<Answer>(
  client: ImapFlow,
  maxBytes: number,
  cut: (why: MailboxError) => void,
  command: () => Promise<Answer>,
): Promise<Answer> {
  const before = client.stats().received;
  const isOver = () => client.stats().received - before > maxBytes;
  const refuse = () => {
    const why = new MailboxError(`the server sent over ${maxBytes} octets for one command`);
    cut(why);
    return why;
  };
  const look = setInterval(() => {
    if (!isOver()) return;
    clearInterval(look);
    refuse();
  }, LOOK_EVERY_MS);
  try {
    const answer = await command();
    // all of it may have come between two looks
    if (isOver()) throw refuse();
    return answer;
  } finally {
    clearInterval(look);
  }
}
