import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { connect } from '../../../../functions/adapters/mailbox/pop3/connect.ts';

/** A connection to a server that greets, then answers each line by `answer`; it stays silent for ''. */
export async function connectToFake(
  answer: (line: string, socket: Socket) => string | Buffer,
  greeting = '+OK hello\r\n',
  deadlineMs = Date.now() + 5_000,
) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        heard.push(line);
        socket.write(answer(line, socket));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const place = { host: '127.0.0.1', port, tls: false as const };
  const connection = await connect(place, deadlineMs).finally(() => server.close());
  return { connection, heard };
}
