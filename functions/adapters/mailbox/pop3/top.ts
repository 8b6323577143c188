import type { Pop3Connection } from './pop3-connection.ts';
import { readBody } from './read-body.ts';

const MAX_KEPT_HEADER_BYTES = 131_072;
const MAX_HEADER_BYTES = 4_194_304;

/** The header of a mail (RFC 1939 §7), its first 128 KiB. */
export async function top(connection: Pop3Connection, number: number): Promise<Buffer> {
  await connection.command(`TOP ${number} 0`);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const octets of readBody(connection, MAX_HEADER_BYTES)) {
    if (size < MAX_KEPT_HEADER_BYTES) pieces.push(octets);
    size += octets.length;
  }
  return Buffer.concat(pieces).subarray(0, MAX_KEPT_HEADER_BYTES);
}
