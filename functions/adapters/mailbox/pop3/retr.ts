import { MailTooLargeError } from '../../../steps/polling/ports.ts';
import type { Pop3Connection } from './pop3-connection.ts';
import { readBody } from './read-body.ts';

/** A mail, octet by octet as the mailbox has it (RFC 1939 §5). */
export async function* retr(
  connection: Pop3Connection,
  number: number,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  await connection.command(`RETR ${number}`);
  yield* readBody(connection, maxBytes, (message) => new MailTooLargeError(message));
}
