import { once } from 'node:events';
import { createServer } from 'node:net';

const GREETINGS = {
  imap: '* OK [CAPABILITY IMAP4rev1] here\r\n',
  pop3: '+OK here\r\n',
};

function answer(protocol: 'imap' | 'pop3', line: string, loginAnswer?: string): string {
  const [tag = '', verb = ''] = line.split(' ');
  if (loginAnswer !== undefined && (verb === 'LOGIN' || tag === 'PASS')) {
    return protocol === 'imap' ? `${tag} NO ${loginAnswer}\r\n` : `-ERR ${loginAnswer}\r\n`;
  }
  if (protocol === 'imap') {
    const listed = verb === 'CAPABILITY' ? '* CAPABILITY IMAP4rev1\r\n' : '';
    return `${listed}${tag} OK\r\n`;
  }
  return tag === 'CAPA' ? '+OK\r\nUSER\r\nUIDL\r\n.\r\n' : '+OK\r\n';
}

/** A server without TLS that says yes to everything, except to the login if there is a `loginAnswer`, and keeps what it received. */
export async function startBareServer(
  protocol: 'imap' | 'pop3',
  loginAnswer?: string,
): Promise<{ port: number; heard(): string; stop(): void }> {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(GREETINGS[protocol]);
    socket.on('data', (chunk) => {
      heard += chunk;
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        socket.write(answer(protocol, line, loginAnswer));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard: () => heard,
    stop: () => void server.close(),
  };
}
