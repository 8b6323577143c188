import { hash } from 'node:crypto';
import { MailboxError } from '../../../steps/polling/ports.ts';
import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';
import { readLines } from './read-body.ts';

/** More than any mailbox that people still read; the listing is held in memory. */
const MAX_LISTED_MAILS = 100_000;
/** RFC 1939 §7 allows 70 characters; some servers send more. */
const MAX_UIDL_LENGTH = 200;
const TOO_MANY = `the mailbox has over ${MAX_LISTED_MAILS.toLocaleString('en')} mails, all of which POP3 lists at each poll: delete some, or use IMAP`;
export const MAX_POP3_LISTING_BYTES = MAX_LISTED_MAILS * (MAX_UIDL_LENGTH + 16);

/** Message numbers by UIDL, in the mailbox's order. */
export async function uidl(connection: Pop3Connection): Promise<ReadonlyMap<string, number>> {
  try {
    await connection.command('UIDL');
  } catch (error) {
    if (!(error instanceof Pop3Refusal)) throw error;
    throw new MailboxError(
      `the server gives no UIDL (${error.message}), so taken mail cannot be told from new mail: use IMAP`,
    );
  }
  const listed: [string, number][] = [];
  for await (const line of readLines(connection, MAX_POP3_LISTING_BYTES)) {
    const [number = '', id = ''] = line.trim().split(/\s+/, 2);
    if (!/^\d{1,9}$/.test(number) || id === '') continue;
    if (listed.length === MAX_LISTED_MAILS) connection.abort(TOO_MANY);
    listed.push([shorten(id), Number(number)]);
  }
  return countCopies(listed);
}

/**
 * Several mails may have one id: copies, where it is a hash of the mail (RFC 1939 §7), and different mails at careless servers. From the
 * second one on, a blank and its number are appended; no id contains a blank.
 */
export function countCopies(listed: [id: string, number: number][]): Map<string, number> {
  const copiesOf = new Map<string, number>();
  return new Map(
    listed.map(([id, number]) => {
      const copies = (copiesOf.get(id) ?? 0) + 1;
      copiesOf.set(id, copies);
      return [copies === 1 ? id : `${id} ${copies}`, number];
    }),
  );
}

/** Of a longer UIDL the beginning may be the same for all mails. */
const shorten = (uidl: string) => (uidl.length <= MAX_UIDL_LENGTH ? uidl : hash('sha256', uidl));
