import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { readRaw, streamOf } from './read-fixture.ts';

const HEAD = 'From: anna@customer.example\r\nMIME-Version: 1.0\r\n';

function nest(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\r\n\r\n--b${i}x\r\n`,
  );
  return `${HEAD}${open.join('')}Content-Type: text/plain\r\n\r\ninnermost\r\n`;
}

function manyParts(count: number): string {
  return `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`;
}

const boundaryOf = (length: number) =>
  `${HEAD}Content-Type: multipart/mixed; boundary="${'b'.repeat(length)}"\r\n\r\n--${'b'.repeat(length)}\r\n\r\nx\r\n`;

describe('parseMessage at its bounds', () => {
  it.each([
    ['header-block', `${HEAD}X-Long: ${'x'.repeat(256 * 1024)}\r\n\r\n`],
    ['header-block', `${'A: b\r\n'.repeat(60_000)}\r\n`],
    [
      'header-block',
      `${manyParts(1)}${HEAD}`.replace(
        '--b\r\n\r\n',
        `--b\r\nX: ${'x'.repeat(257 * 1024)}\r\n\r\n`,
      ),
    ],
    ['parts', manyParts(1001)],
    ['nesting', nest(21)],
    ['boundary', boundaryOf(991)],
  ])('names the limit that was exceeded: %s', async (bound, raw) => {
    expect(await parseMessage(streamOf(raw))).toMatchObject({ kind: 'over-limit', bound });
  });

  it('names the size', async () => {
    const raw = `${HEAD}\r\n${'x'.repeat(2000)}`;
    expect(await parseMessage(streamOf(raw), { limits: { maxRawMailBytes: 2000 } })).toMatchObject({
      kind: 'over-limit',
      bound: 'size',
    });
  });

  it('counts the header blocks of all parts together', async () => {
    const part = `--b\r\nX: ${'x'.repeat(500)}\r\n\r\nx\r\n`;
    const raw = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(2)}--b--\r\n`;
    const read = (maxPartHeadersBytes: number) =>
      parseMessage(streamOf(raw), { limits: { maxPartHeadersBytes } });
    expect(await read(2 * 505)).toMatchObject({ kind: 'message' });
    expect(await read(2 * 505 - 1)).toMatchObject({ kind: 'over-limit', bound: 'header-block' });
  });

  it('reads author and subject though the header is too long', async () => {
    const raw = `\r\n\r\n${HEAD}Subject: Parcel\r\nX: ${'x'.repeat(300 * 1024)}\r\n\r\nHi`;
    expect(await parseMessage(streamOf(raw))).toEqual({
      kind: 'over-limit',
      bound: 'header-block',
      header: { from: [{ name: '', address: 'anna@customer.example' }], subject: 'Parcel' },
    });
  });

  it('reads a mail of exactly the allowed size', async () => {
    const raw = `${HEAD}\r\nHi`;
    const limits = { maxRawMailBytes: raw.length };
    expect(await parseMessage(streamOf(raw), { limits })).toMatchObject({ kind: 'message' });
    expect(await parseMessage(streamOf(`${raw}!`), { limits })).toMatchObject({ bound: 'size' });
  });

  it('reads a mail of 1000 parts', async () => {
    expect((await readRaw(manyParts(1000))).text).toHaveLength(1999);
  });

  it('reads 20 multiparts inside one another', async () => {
    expect((await readRaw(nest(20))).text).toBe('innermost\n');
  });

  it('reads a boundary of 990 characters', async () => {
    expect((await readRaw(boundaryOf(990))).text).toBe('x\n');
  });

  it.each(['', 'x'])('cuts no emoji of a long subject or name in two, after %j', async (before) => {
    const long = Buffer.from(before + '👍'.repeat(600)).toString('latin1');
    const raw = `From: "${long}" <anna@customer.example>\r\nSubject: ${long}\r\n\r\nx`;
    const { subject, author } = await readRaw(raw);
    expect([subject.length, author?.name.length]).toEqual([1000, 1000]);
    expect([subject.isWellFormed(), author?.name.isWellFormed()]).toEqual([true, true]);
  });

  it('fails the stream of the file that is being read', async () => {
    const raw = `${HEAD}Content-Type: image/png\r\n\r\n${'x'.repeat(300_000)}`;
    let failure: unknown;
    const parsed = await parseMessage(streamOf(raw), {
      limits: { maxRawMailBytes: 200_000 },
      onAttachment: async (_, content) => {
        content.resume();
        failure = await new Promise((resolve) => content.once('error', resolve));
      },
    });
    expect(parsed).toMatchObject({ kind: 'over-limit', bound: 'size' });
    expect(String(failure)).toContain('size');
  });
});

describe('lines that only look like delimiters', () => {
  const wrap = (lines: string) =>
    `${HEAD}Content-Type: multipart/mixed; boundary=abc\r\n\r\n--abc\r\n\r\n${lines}\r\n--abc--\r\n`;

  it.each(['--abcd', '--ab', '-- abc', '--ABC', '--abc-', '--abc---', '-', '--', '---'])(
    '%s',
    async (line) => {
      expect((await readRaw(wrap(`before\r\n${line}\r\nafter`))).text).toBe(
        `before\n${line}\nafter`,
      );
    },
  );

  it('accepts blanks after a delimiter (RFC 2046 §5.1.1)', async () => {
    expect((await readRaw(wrap('one\r\n--abc \t \r\n\r\ntwo'))).text).toBe('one\ntwo');
    const many = `one\r\n--abc${' '.repeat(2000)}\r\n\r\ntwo`;
    expect((await readRaw(wrap(many))).text).toBe('one\ntwo');
  });

  it('finds delimiters in chunks of any size', async () => {
    const raw = wrap('one\r\n--abc\r\n\r\n--\r\n\r\n--abc\r\n\r\n-');
    const whole = await parseMessage(streamOf(raw, 1000));
    for (let bytes = 1; bytes < 40; bytes++)
      expect(await parseMessage(streamOf(raw, bytes))).toEqual(whole);
  });
});
