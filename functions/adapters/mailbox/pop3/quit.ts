import type { Pop3Connection } from './pop3-connection.ts';

/** Ends the session; the server deletes marked mails now (RFC 1939 §6). If the connection is lost, nothing was deleted. Never throws. */
export async function quit(connection: Pop3Connection): Promise<void> {
  try {
    if (connection.isUsable) await connection.command('QUIT');
  } catch {
    // The next session makes up for deletions that failed here.
  } finally {
    connection.destroy();
  }
}
