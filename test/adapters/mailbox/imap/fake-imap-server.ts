import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createMailboxOpener } from '../../../../functions/adapters/mailbox/mailbox-opener.ts';
import type { MailboxSession } from '../../../../functions/steps/polling/ports.ts';
import { FAKE_MAILBOX } from '../../../steps/polling/fake-mailbox.ts';

/** A command of the client: `verb` with "UID" before it where it stands there. */
export interface ImapCommand {
  tag: string;
  verb: string;
  line: string;
  socket: Socket;
}

/** The answer to a command; undefined: the usual one; '': none. */
export type ImapAnswer = (command: ImapCommand) => string | undefined;

function readCommand(line: string, socket: Socket): ImapCommand {
  const [tag = '', first = '', second = ''] = line.split(' ');
  const verb = first.toUpperCase() === 'UID' ? `UID ${second.toUpperCase()}` : first.toUpperCase();
  return { tag, verb, line, socket };
}

/** What a server of a folder with one mail says. */
function usualAnswer({ tag, verb, line }: ImapCommand): string {
  const untagged: Partial<Record<string, string>> = {
    SELECT: '* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n',
    EXAMINE: '* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n',
    // the delimiter, or the folders (RFC 9051 §6.3.9)
    LIST: line.endsWith('"*"')
      ? '* LIST () "/" INBOX\r\n* LIST () "/" Done\r\n'
      : '* LIST (\\Noselect) "/" ""\r\n',
    'UID SEARCH': '* SEARCH 1\r\n',
    LOGOUT: '* BYE\r\n',
  };
  return `${untagged[verb] ?? ''}${tag} OK done\r\n`;
}

/** A session with a server that greets with these capabilities and answers by `answer`. `heard`: the commands, without their tags. */
export async function openFakeImap(
  answer: ImapAnswer,
  { capabilities = '', after = 'keep', password = 'a-password-of-tests' } = {},
): Promise<{ session: MailboxSession; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`* OK [CAPABILITY IMAP4rev1 ${capabilities}] hello\r\n`);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        const command = readCommand(line, socket);
        heard.push(line.slice(command.tag.length + 1));
        const usual =
          command.verb === 'CAPABILITY'
            ? `* CAPABILITY IMAP4rev1 ${capabilities}\r\n${command.tag} OK\r\n`
            : usualAnswer(command);
        socket.write(answer(command) ?? usual, 'latin1');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const opened = createMailboxOpener({ isLoopbackAllowed: true }).open(
    { ...FAKE_MAILBOX, port, after },
    password,
    Date.now() + 30_000,
  );
  return { session: await opened.finally(() => server.close()), heard };
}
