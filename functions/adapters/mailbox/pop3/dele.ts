import type { Pop3Connection } from './pop3-connection.ts';

/** Marks a mail; it is gone once QUIT was answered (RFC 1939 §6). */
export async function dele(connection: Pop3Connection, number: number): Promise<void> {
  await connection.command(`DELE ${number}`);
}
