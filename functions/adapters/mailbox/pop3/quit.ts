import type { Pop3Connection } from './pop3-connection.ts';

/** Ends the session; what was marked is deleted now (RFC 1939 §6). A connection that is lost stays lost, and nothing was deleted. */
export async function quit(connection: Pop3Connection): Promise<void> {
  try {
    if (connection.isUsable) await connection.command('QUIT');
  } catch {
    // The next session deletes what this one could not.
  } finally {
    connection.destroy();
  }
}
