import { describe, expect, it } from 'vitest';
import { MailboxThrottledError } from '../../../../functions/steps/polling/ports.ts';
import { type ImapAnswer, openFakeImap } from './fake-imap-server.ts';

const MEGABYTE = 1024 * 1024;
const MAIL = { uid: '1', sizeBytes: 10 };

/** `pieces` written one after the other, as fast as the client reads them. */
const flood =
  (verb: string, piece: string, pieces: number): ImapAnswer =>
  (command) => {
    if (command.verb !== verb) return undefined;
    const write = (left: number): void => {
      if (left === 0 || command.socket.destroyed) return;
      command.socket.write(piece, 'latin1', () => write(left - 1));
    };
    write(pieces);
    return '';
  };

const literalOf = (octets: number) =>
  `* 1 FETCH (UID 1 BODY[]<0> {${octets}}\r\n${'x'.repeat(octets)})\r\n`;

describe('a listing of a hostile IMAP server (R2)', () => {
  it('is cut if it has no end', async () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => index + 1).join(' ');
    const { session } = await openFakeImap(flood('UID SEARCH', `* SEARCH ${numbers}\r\n`, 100));
    await expect(session.listUids(0)).rejects.toThrow(/over 80\d{5} octets for one command/);
    expect(session.isUsable()).toBe(false);
  });

  it('is refused if one line stands for four thousand million mails', async () => {
    const { session } = await openFakeImap(({ verb, tag }) =>
      verb === 'UID SEARCH'
        ? `* 4294967295 EXISTS\r\n* ESEARCH (TAG "${tag}") UID ALL 1:4294967295\r\n${tag} OK\r\n`
        : undefined,
    );
    await expect(session.listUids(0)).rejects.toThrow(/folder has over 1,000,000 mails/);
  });

  it('is not even asked for if the folder has too many mails', async () => {
    const opened = openFakeImap(({ verb, tag }) =>
      verb === 'EXAMINE' ? `* 1000001 EXISTS\r\n${tag} OK\r\n` : undefined,
    );
    await expect(opened).rejects.toThrow(/folder has over 1,000,000 mails/);
  });

  it('gives the oldest 100,000 of more mails', async () => {
    const numbers = Array.from({ length: 150_000 }, (_, index) => 150_000 - index).join(' ');
    const { session } = await openFakeImap(({ verb, tag }) =>
      verb === 'UID SEARCH' ? `* SEARCH ${numbers}\r\n${tag} OK\r\n` : undefined,
    );
    const listed = await session.listUids(10);
    expect([listed.length, listed[0], listed.at(-1)]).toEqual([100_000, '11', '100010']);
  });
});

describe('a mail of a hostile IMAP server (R2)', () => {
  it('is cut if the server gives it again and again', async () => {
    const { session } = await openFakeImap(flood('UID FETCH', literalOf(10 * MEGABYTE), 20));
    await expect(session.fetch(MAIL, 40 * MEGABYTE)).rejects.toThrow(/octets for one command/);
  });

  it('is cut if it comes instead of its size', async () => {
    const { session } = await openFakeImap(flood('UID FETCH', literalOf(10 * MEGABYTE), 20));
    await expect(session.describe(['1'])).rejects.toThrow(/over 80\d{5} octets for one command/);
  });

  it('is not worth 8 MB of junk before each answer', async () => {
    const junk = `* OK ${'x'.repeat(3000)}\r\n`.repeat(1000);
    const size = '* 1 FETCH (UID 1 RFC822.SIZE 10 INTERNALDATE "01-Jan-2026 10:00:00 +0000")\r\n';
    const { session } = await openFakeImap(({ verb, tag }) =>
      verb === 'UID FETCH' ? `${junk}${size}${tag} OK\r\n` : undefined,
    );
    for (const _ of ['3 MB', '6 MB']) expect(await session.describe(['1'])).toHaveLength(1);
    await expect(session.describe(['1'])).rejects.toThrow(/octets for one command/);
    expect(session.isUsable()).toBe(false);
  });

  it('costs no other mail its octets', async () => {
    const { session } = await openFakeImap(({ verb, tag, line }) =>
      verb === 'UID FETCH' && line.includes('<0.')
        ? `${literalOf(MEGABYTE - 1)}${tag} OK\r\n`
        : undefined,
    );
    for (let mails = 0; mails < 12; mails += 1) {
      expect(await session.fetch(MAIL, MEGABYTE)).toMatchObject({ spooledBytes: MEGABYTE - 1 });
    }
  });

  it('costs no other mail its octets if it is too large or cannot be read to its end', async () => {
    const { session } = await openFakeImap(({ verb, tag, line }) => {
      const start = Number(/<(\d+)\./.exec(line)?.[1]);
      if (verb !== 'UID FETCH') return undefined;
      return start < 10 * MEGABYTE
        ? `${literalOf(MEGABYTE).replace('<0>', `<${start}>`)}${tag} OK\r\n`
        : `${tag} NO gone\r\n`;
    });
    await expect(session.fetch(MAIL, 9 * MEGABYTE)).rejects.toThrow('the mail is over');
    await expect(session.fetch(MAIL, 40 * MEGABYTE)).rejects.toThrow('gone');
    expect(await session.listUids(0)).toEqual(['1']);
  });

  it('is not taken for whole if the server gives a smaller piece than asked for', async () => {
    const { session } = await openFakeImap(({ verb, tag, line }) => {
      const start = Number(/<(\d+)\./.exec(line)?.[1]);
      return verb === 'UID FETCH'
        ? `* 1 FETCH (UID 1 RFC822.SIZE 10 BODY[]<${start}> {1}\r\nx)\r\n${tag} OK\r\n`
        : undefined;
    });
    await expect(session.fetch(MAIL, MEGABYTE)).rejects.toThrow(/only the first 1 octets/);
  });

  it('is whole though it is shorter than listed, if the server has no more of it', async () => {
    const { session } = await openFakeImap(({ verb, tag, line }) =>
      verb === 'UID FETCH'
        ? `* 1 FETCH (UID 1 BODY[]<0> ${line.includes('<0.') ? '"Hi"' : '""'})\r\n${tag} OK\r\n`
        : undefined,
    );
    expect(await session.fetch(MAIL, MEGABYTE)).toMatchObject({ spooledBytes: 2 });
  });
});

describe('a refusal of an IMAP server (R2)', () => {
  const refusing = (verb: string, words: string) =>
    openFakeImap((command) =>
      command.verb === verb ? `${command.tag} NO ${words}\r\n` : undefined,
    );

  it('of a search is quoted', async () => {
    const { session } = await refusing('UID SEARCH', '[SERVERBUG] Index is broken');
    await expect(session.listUids(0)).rejects.toThrow(/refuses to search.*Index is broken/);
  });

  it('of a search lets the mailbox rest if the server turns us away', async () => {
    const { session } = await refusing('UID SEARCH', '[LIMIT] Slow down');
    await expect(session.listUids(0)).rejects.toBeInstanceOf(MailboxThrottledError);
  });
});

describe('a password (R2)', () => {
  it.each(['\n', '\r\n'])(
    'has no %j at its end, as the file has that it was stored from',
    async (end) => {
      const { heard } = await openFakeImap(() => undefined, { password: `a b ${end}` });
      expect(heard).toContain('LOGIN "support" "a b "');
    },
  );
});

describe('after "move:<folder>" (R2)', () => {
  const applyAfter = async (capabilities: string) => {
    const { session, heard } = await openFakeImap(() => undefined, {
      capabilities,
      after: 'move:Done',
    });
    await session.applyAfter(MAIL);
    return heard.filter((line) => /MOVE|COPY|STORE|EXPUNGE/.test(line));
  };

  it('expunges no mail that other clients marked, if the server cannot expunge one alone (RFC 4315 §1)', async () => {
    expect(await applyAfter('')).toEqual(['UID COPY 1 Done', 'UID STORE 1 +FLAGS (\\Deleted)']);
  });

  it('moves or expunges the mail alone where the server can', async () => {
    expect(await applyAfter('MOVE')).toEqual(['UID MOVE 1 Done']);
    expect((await applyAfter('UIDPLUS')).at(-1)).toBe('UID EXPUNGE 1');
  });

  it.each(['MOVE', 'STORE', 'EXPUNGE'])(
    'is no refusal if the server ends the connection at %s: the session is over (S15)',
    async (last) => {
      const { session } = await openFakeImap(
        ({ verb, socket }) => {
          if (!verb.endsWith(last)) return undefined;
          socket.destroy();
          return '';
        },
        { capabilities: last === 'MOVE' ? 'MOVE' : 'UIDPLUS', after: 'move:Done' },
      );
      await expect(session.applyAfter(MAIL)).rejects.toThrow();
      expect(session.isUsable()).toBe(false);
    },
  );
});
