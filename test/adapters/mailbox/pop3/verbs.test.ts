import { describe, expect, it } from 'vitest';
import { capa } from '../../../../functions/adapters/mailbox/pop3/capa.ts';
import { list } from '../../../../functions/adapters/mailbox/pop3/list.ts';
import { quit } from '../../../../functions/adapters/mailbox/pop3/quit.ts';
import { retr } from '../../../../functions/adapters/mailbox/pop3/retr.ts';
import { stls } from '../../../../functions/adapters/mailbox/pop3/stls.ts';
import { top } from '../../../../functions/adapters/mailbox/pop3/top.ts';
import { uidl } from '../../../../functions/adapters/mailbox/pop3/uidl.ts';
import { userPass } from '../../../../functions/adapters/mailbox/pop3/user-pass.ts';
import { connectToFake } from './fake-pop3-server.ts';

async function collect(octets: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of octets) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('connect', () => {
  it('refuses a server that does not greet as POP3', async () => {
    await expect(connectToFake(() => '', '220 smtp.example ESMTP\r\n')).rejects.toThrow(
      /no POP3 server: check host, port and tls/,
    );
  });

  it('refuses a greeting without an end', async () => {
    await expect(connectToFake(() => '', `+OK ${'x'.repeat(10_000)}`)).rejects.toThrow(
      /line of over 4096 octets/,
    );
  });

  it('gives up at the deadline in any phase', async () => {
    await expect(connectToFake(() => '', '', Date.now() + 100)).rejects.toThrow(/out of time/);
    const { connection } = await connectToFake(() => '', undefined, Date.now() + 200);
    await expect(capa(connection)).rejects.toThrow(/out of time/);
  });

  it('says that the server hung up', async () => {
    const { connection } = await connectToFake((_, socket) => {
      socket.end();
      return '';
    });
    await expect(capa(connection)).rejects.toThrow(/closed the connection/);
    expect(connection.isUsable).toBe(false);
  });
});

describe('capa', () => {
  it('gives the capabilities without their arguments', async () => {
    const { connection } = await connectToFake(() => '+OK\r\nSASL PLAIN\r\nstls\r\n.\r\n');
    expect([...(await capa(connection))]).toEqual(['SASL', 'STLS']);
  });

  it('is empty for a server that does not know the command', async () => {
    const { connection } = await connectToFake(() => '-ERR what?\r\n');
    expect((await capa(connection)).size).toBe(0);
  });
});

describe('stls', () => {
  it('refuses octets that someone put between the answer and the handshake (RFC 2595 §4)', async () => {
    const { connection } = await connectToFake((line) =>
      line === 'CAPA' ? '+OK\r\nSTLS\r\n.\r\n' : '+OK\r\n+OK injected\r\n',
    );
    await expect(stls(connection, {})).rejects.toThrow(/between STLS and the TLS handshake/);
  });
});

describe('userPass', () => {
  it('sends no second command hidden in a password', async () => {
    const { connection, heard } = await connectToFake(() => '+OK\r\n');
    await expect(userPass(connection, 'ann', 'x\r\nDELE 1')).rejects.toThrow(/line break/);
    expect(heard).toEqual(['USER ann']);
  });

  it('sends a password with blanks unchanged', async () => {
    const { connection, heard } = await connectToFake(() => '+OK\r\n');
    await userPass(connection, 'ann', 'a b  c ');
    expect(heard).toEqual(['USER ann', 'PASS a b  c ']);
  });
});

describe('uidl', () => {
  it('keeps the order of the mailbox and passes over unreadable lines', async () => {
    const { connection } = await connectToFake(
      () => '+OK\r\n2 bb\r\n1 aa extra\r\nrubbish\r\n.\r\n',
    );
    expect([...(await uidl(connection))]).toEqual([
      ['bb', 2],
      ['aa', 1],
    ]);
  });

  it('says that IMAP is needed if the server has no UIDL', async () => {
    const { connection } = await connectToFake(() => '-ERR unknown\r\n');
    await expect(uidl(connection)).rejects.toThrow(/no UIDL.*use IMAP/);
  });
});

describe('uidl of a careless or hostile server (R2)', () => {
  const listingOf = async (lines: string) =>
    uidl((await connectToFake(() => `+OK\r\n${lines}.\r\n`)).connection);

  it('loses no mail that has the UIDL of another', async () => {
    const listing = await listingOf('1 same\r\n2 other\r\n3 same\r\n4 same\r\n');
    expect([...listing]).toEqual([
      ['same', 1],
      ['other', 2],
      ['same 2', 3],
      ['same 3', 4],
    ]);
  });

  it('tells UIDLs apart that differ only behind 200 characters', async () => {
    const long = 'x'.repeat(250);
    const listing = await listingOf(`1 ${long}1\r\n2 ${long}2\r\n`);
    expect([...listing.values()]).toEqual([1, 2]);
    expect([...listing.keys()].every((id) => id.length <= 200)).toBe(true);
  });

  it('holds no more than 100,000 mails in memory, and says what to do', async () => {
    const lines = Array.from({ length: 100_001 }, (_, index) => `${index + 1} u${index}\r\n`);
    await expect(listingOf(lines.join(''))).rejects.toThrow(/over 100,000 mails.*use IMAP/);
  });
});

describe('readLines', () => {
  it('cuts off a listing whose line has no end, of which each further chunk would be copied (R2)', async () => {
    const { connection } = await connectToFake(() => `+OK\r\n1 ${'x'.repeat(10_000)}`);
    await expect(uidl(connection)).rejects.toThrow(/line of over 4096 octets/);
    expect(connection.isUsable).toBe(false);
  });
});

describe('list', () => {
  it('passes over a size that is no number, as the stored state of the mailbox could not hold it (R2)', async () => {
    const { connection } = await connectToFake(() => '+OK\r\n1 many\r\n2\r\n3 5\r\n.\r\n');
    expect([...(await list(connection, new Set([1, 2, 3])))]).toEqual([[3, 5]]);
  });

  it('keeps no size of a mail that is not listed', async () => {
    const { connection } = await connectToFake(() => '+OK\r\n1 5\r\n7 5\r\nx y\r\n.\r\n');
    expect([...(await list(connection, new Set([1])))]).toEqual([[1, 5]]);
  });

  it('gives sizes by number', async () => {
    const { connection } = await connectToFake(() => '+OK 2\r\n1 120\r\n2 99\r\n.\r\n');
    expect((await list(connection, new Set([1, 2]))).get(2)).toBe(99);
  });
});

describe('top', () => {
  it('keeps the first 128 KiB of an endless header and reads it to its end', async () => {
    const header = `${'X: y\r\n'.repeat(50_000)}\r\n`;
    const { connection } = await connectToFake((line) =>
      line.startsWith('TOP') ? `+OK\r\n${header}.\r\n` : '+OK\r\n1 5\r\n.\r\n',
    );
    expect(await top(connection, 1)).toHaveLength(131_072);
    expect((await list(connection, new Set([1]))).size).toBe(1);
  });
});

describe('top of a server without TOP (R2)', () => {
  it('reads the header from the whole mail', async () => {
    const { connection } = await connectToFake((line) =>
      line.startsWith('RETR') ? '+OK\r\nDate: today\r\n\r\nbody\r\n.\r\n' : '-ERR unknown\r\n',
    );
    expect((await top(connection, 1)).toString()).toBe('Date: today\r\n\r\n');
  });

  it('says why the mail cannot be read either', async () => {
    const { connection } = await connectToFake(() => '-ERR [SYS/TEMP] later\r\n');
    await expect(top(connection, 1)).rejects.toMatchObject({ responseText: '[SYS/TEMP] later' });
  });
});

describe('retr', () => {
  it('gives the octets unchanged, and leaves the next answer to the next command', async () => {
    const { connection } = await connectToFake((line) =>
      line === 'RETR 1' ? Buffer.from('+OK\r\n..a\r\n\xe9\r\n.\r\n', 'latin1') : '+OK\r\n.\r\n',
    );
    expect(await collect(retr(connection, 1, 100))).toBe('.a\r\n\xe9\r\n');
    expect((await list(connection, new Set([1]))).size).toBe(0);
  });

  it('cuts off a server that sends more than it announced', async () => {
    const { connection } = await connectToFake(() => `+OK 10 octets\r\n${'x'.repeat(5_000)}`);
    await expect(collect(retr(connection, 1, 1_000))).rejects.toThrow(/over 1000 octets/);
    expect(connection.isUsable).toBe(false);
  });
});

describe('quit', () => {
  it('ignores a lost connection', async () => {
    const { connection } = await connectToFake((_, socket) => {
      socket.destroy();
      return '';
    });
    await expect(quit(connection)).resolves.toBeUndefined();
  });
});
