import type { Pop3Connection } from './pop3-connection.ts';

/** Marks a mail for deletion; the server deletes it at QUIT (RFC 1939 §6). */
export async function dele(connection: Pop3Connection, number: number): Promise<void> {
  await connection.command(`DELE ${number}`);
}
