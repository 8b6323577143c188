import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';
import { readLines } from './read-body.ts';

const MAX_CAPABILITIES_BYTES = 16_384;

/** The server's capabilities, in capitals (RFC 2449 §5); empty if it does not know CAPA. */
export async function capa(connection: Pop3Connection): Promise<Set<string>> {
  try {
    await connection.command('CAPA');
  } catch (error) {
    if (error instanceof Pop3Refusal) return new Set();
    throw error;
  }
  const capabilities = new Set<string>();
  for await (const line of readLines(connection, MAX_CAPABILITIES_BYTES)) {
    capabilities.add(line.toUpperCase().split(' ')[0] ?? '');
  }
  return capabilities;
}
