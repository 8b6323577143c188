import type { Pop3Connection } from './pop3-connection.ts';

/** Logs in by USER and PASS (RFC 1939 §7). Throws `Pop3Refusal` if the server refuses either. */
export async function userPass(
  connection: Pop3Connection,
  user: string,
  password: string,
): Promise<void> {
  await connection.command(`USER ${user}`);
  await connection.command(`PASS ${password}`);
}
