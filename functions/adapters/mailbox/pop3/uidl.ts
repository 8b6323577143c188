import { MailboxError } from '../../../steps/polling/ports.ts';
import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';
import { readLines } from './read-body.ts';

/** More than any mailbox that people still read; the listing is held in memory. */
const MAX_LISTED_MAILS = 100_000;
/** RFC 1939 §7 allows 70 characters; some servers send more. */
const MAX_UIDL_LENGTH = 200;
export const MAX_LISTING_BYTES = MAX_LISTED_MAILS * (MAX_UIDL_LENGTH + 16);

/** Message numbers by UIDL, in the mailbox's order. */
export async function uidl(connection: Pop3Connection): Promise<Map<string, number>> {
  try {
    await connection.command('UIDL');
  } catch (error) {
    if (!(error instanceof Pop3Refusal)) throw error;
    throw new MailboxError(
      `the server gives no UIDL (${error.message}), so taken mail cannot be told from new mail: use IMAP`,
    );
  }
  const numbers = new Map<string, number>();
  for await (const line of readLines(connection, MAX_LISTING_BYTES)) {
    const [number = '', id = ''] = line.trim().split(/\s+/, 2);
    if (!/^\d{1,9}$/.test(number) || id === '') continue;
    numbers.set(id.slice(0, MAX_UIDL_LENGTH), Number(number));
  }
  return numbers;
}
