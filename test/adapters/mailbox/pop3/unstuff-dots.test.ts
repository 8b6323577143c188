import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unstuffDots } from '../../../../functions/adapters/mailbox/pop3/unstuff-dots.ts';

/** The octets as a server sends them (RFC 1939 §3). */
function stuff(mail: Buffer): Buffer {
  const lines = mail.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
  return Buffer.from(
    `${lines}${lines.endsWith('\r\n') || lines === '' ? '' : '\r\n'}.\r\n`,
    'latin1',
  );
}

/** Decodes in pieces of the given sizes, repeated. */
function decode(wire: Buffer, sizes: number[]): { mail: Buffer; after: Buffer } {
  const mail: Buffer[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let atLineStart = true;
  let at = 0;
  for (let turn = 0; at < wire.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const read = unstuffDots(Buffer.concat([rest, wire.subarray(at, at + size)]), atLineStart);
    at += size;
    mail.push(...read.octets);
    ({ rest, atLineStart } = read);
    if (read.isEnd) {
      return { mail: Buffer.concat(mail), after: Buffer.concat([rest, wire.subarray(at)]) };
    }
  }
  throw new Error('no end');
}

const octet = fc.constantFrom(0x0d, 0x0a, 0x2e, 0x41, 0xe9, 0x00);
const mails = fc
  .array(octet, { maxLength: 60 })
  .map((octets) => Buffer.from([...octets, 0x0d, 0x0a]));
const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

describe('unstuffDots', () => {
  it('returns every octet, in pieces of any size', () => {
    fc.assert(
      fc.property(mails, sizes, (mail, pieces) => {
        expect(decode(stuff(mail), pieces).mail.equals(mail)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the CRLF before the end, and a mail’s line of one dot', () => {
    const { mail } = decode(Buffer.from('a\r\n..\r\n...b\r\n.\r\n'), [100]);
    expect(mail.toString()).toBe('a\r\n.\r\n..b\r\n');
  });

  it('ends an empty answer at once', () => {
    expect(decode(Buffer.from('.\r\n'), [1]).mail).toHaveLength(0);
  });

  it('leaves octets after the end to the next answer', () => {
    expect(decode(Buffer.from('a\r\n.\r\n+OK next'), [100]).after.toString()).toBe('+OK next');
  });

  it('keeps a dot after a bare LF', () => {
    expect(decode(Buffer.from('a\n.\r\n..b\r\n.\r\n'), [3]).mail.toString()).toBe('a\n.\r\n.b\r\n');
  });
});
