import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';
import { readBody } from './read-body.ts';

const MAX_KEPT_HEADER_BYTES = 131_072;
const MAX_HEADER_BYTES = 4_194_304;
/** Somewhat over the largest mail that is fetched (steps/polling/judge-mails.ts); a larger one cuts the connection. */
const MAX_MAIL_BYTES = 48 * 1024 * 1024;

/** The beginning of a mail, from which `TOP` gives the header alone, and `RETR` everything. Every octet must be read. */
async function readBeginning(connection: Pop3Connection, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const octets of readBody(connection, maxBytes)) {
    if (size < MAX_KEPT_HEADER_BYTES) pieces.push(octets);
    size += octets.length;
  }
  return Buffer.concat(pieces).subarray(0, MAX_KEPT_HEADER_BYTES);
}

/** The header of a mail, its first 128 KiB. A server may have no TOP (RFC 1939 §7): then the whole mail is read for it. */
export async function top(connection: Pop3Connection, number: number): Promise<Buffer> {
  try {
    await connection.command(`TOP ${number} 0`);
  } catch (error) {
    if (!(error instanceof Pop3Refusal)) throw error;
    return topByRetr(connection, number);
  }
  return readBeginning(connection, MAX_HEADER_BYTES);
}

async function topByRetr(connection: Pop3Connection, number: number): Promise<Buffer> {
  await connection.command(`RETR ${number}`);
  const beginning = await readBeginning(connection, MAX_MAIL_BYTES);
  const end = beginning.indexOf('\r\n\r\n');
  return end < 0 ? beginning : beginning.subarray(0, end + 4);
}
