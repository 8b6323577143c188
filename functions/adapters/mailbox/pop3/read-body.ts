import type { MailboxError } from '../../../steps/polling/ports.ts';
import type { Pop3Connection } from './pop3-connection.ts';
import { unstuffDots } from './unstuff-dots.ts';

/** The octets of a multi-line response. Beyond `maxBytes` the connection is cut: POP3 has no other way to stop a server that is sending. */
export async function* readBody(
  connection: Pop3Connection,
  maxBytes: number,
  refusal?: (message: string) => MailboxError,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let atLineStart = true;
  let size = 0;
  for (;;) {
    const read = unstuffDots(Buffer.concat([rest, await connection.nextChunk()]), atLineStart);
    // Joined, because 40 MB of dots would be ten million pieces.
    const octets = Buffer.concat(read.octets);
    size += octets.length;
    if (size > maxBytes) connection.abort(`the server sent over ${maxBytes} octets`, refusal);
    if (octets.length > 0) yield octets;
    if (read.isEnd) return connection.pushBack(read.rest);
    ({ rest, atLineStart } = read);
  }
}

/** The lines of a multi-line response, without line ends. */
export async function* readLines(
  connection: Pop3Connection,
  maxBytes: number,
): AsyncGenerator<string> {
  let rest = '';
  for await (const octets of readBody(connection, maxBytes)) {
    const lines = `${rest}${octets.toString('latin1')}`.split('\r\n');
    rest = lines.pop() ?? '';
    connection.limitLine(rest.length);
    yield* lines;
  }
  if (rest) yield rest;
}
