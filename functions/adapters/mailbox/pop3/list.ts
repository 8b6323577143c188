import type { Pop3Connection } from './pop3-connection.ts';
import { readLines } from './read-body.ts';
import { MAX_POP3_LISTING_BYTES } from './uidl.ts';

/** Sizes in octets of the listed mails, by message number (RFC 1939 §5). */
export async function list(
  connection: Pop3Connection,
  listed: ReadonlySet<number>,
): Promise<Map<number, number>> {
  await connection.command('LIST');
  const sizes = new Map<number, number>();
  for await (const line of readLines(connection, MAX_POP3_LISTING_BYTES)) {
    const [number = 0, size = Number.NaN] = line.trim().split(/\s+/, 2).map(Number);
    // JSON, in which the sizes are kept, has no NaN
    if (listed.has(number) && Number.isSafeInteger(size)) sizes.set(number, size);
  }
  return sizes;
}
