import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unstuffDots } from '../../../../functions/adapters/mailbox/pop3/unstuff-dots.ts';

/** As a server sends it (RFC 1939 §3). */
function stuff(mail: Buffer): Buffer {
  const lines = mail.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
  return Buffer.from(
    `${lines}${lines.endsWith('\r\n') || lines === '' ? '' : '\r\n'}.\r\n`,
    'latin1',
  );
}

/** Through the decoder in pieces of the given sizes, over and over. */
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
  it('gives every octet back, however the wire cuts them', () => {
    fc.assert(
      fc.property(mails, sizes, (mail, pieces) => {
        expect(decode(stuff(mail), pieces).mail.equals(mail)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the CRLF before the end, and the line of one dot that a mail holds', () => {
    const { mail } = decode(Buffer.from('a\r\n..\r\n...b\r\n.\r\n'), [100]);
    expect(mail.toString()).toBe('a\r\n.\r\n..b\r\n');
  });

  it('ends an empty answer at once', () => {
    expect(decode(Buffer.from('.\r\n'), [1]).mail).toHaveLength(0);
  });

  it('leaves what follows the end to the next answer', () => {
    expect(decode(Buffer.from('a\r\n.\r\n+OK next'), [100]).after.toString()).toBe('+OK next');
  });

  it('takes a dot after a bare LF for what it is', () => {
    expect(decode(Buffer.from('a\n.\r\n..b\r\n.\r\n'), [3]).mail.toString()).toBe('a\n.\r\n.b\r\n');
  });
});
