import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { fieldNameOf, readHeaderFields } from '../../functions/mail/header-fields.ts';

const read = (block: string | Buffer, charset?: string) =>
  readHeaderFields(typeof block === 'string' ? Buffer.from(block, 'latin1') : block, charset).map(
    ({ name, value }) => `${name}: ${value}`,
  );

/** A forwarder's UTF-8 field above an old client's windows-1252 one. */
const MIXED = Buffer.concat([Buffer.from('To: Città\nCc: '), Buffer.from('Citt\xe0', 'latin1')]);

describe('readHeaderFields (RFC 5322 §2.2)', () => {
  it.each([
    ['Subject: x\r\nTo: y\r\n', ['subject: x', 'to: y']],
    ['Subject: x\r\n y\r\n\tz\nTo: y', ['subject: x y\tz', 'to: y']],
    ['Subject :x\r\r\nTo\t: y', ['subject: x', 'to: y']],
    ['no field\r\n folded\r\nTo: y\r\n', ['to: y']],
    [' folded\r\nTo: y\r\n', ['to: y']],
    ['To: y\r\n\r\n folded\r\nCc: z', ['to: y', 'cc: z']],
    ['Subject:\r\n', ['subject: ']],
    ['Sub ject: x\r\n', []],
    [': x\r\n', []],
    ['X-A: b: c\r\n', ['x-a: b: c']],
    ['Subject: x\xa0\r\n', ['subject: x']],
  ])('reads %j', (block, fields) => {
    expect(read(block)).toEqual(fields);
  });

  it('reads no more than 20,000 fields', () => {
    expect(read('A:b\n'.repeat(20_000))).toHaveLength(20_000);
    expect(read('A:b\n'.repeat(20_002))).toHaveLength(20_000);
  });

  it('reads a line of returns in no more time than one of letters', () => {
    const millisecondsOf = (letter: string) => {
      const start = performance.now();
      expect(read(`To: x${letter.repeat(100_000)}y\r\nCc: z`)).toHaveLength(2);
      return performance.now() - start;
    };
    expect(millisecondsOf('\r')).toBeLessThan(1000 + millisecondsOf('a'));
  });

  it.each([
    ['UTF-8 beside windows-1252', MIXED, undefined],
    ['the charset of the body', iconv.encode('To: Город\nCc: Город', 'koi8-r'), 'koi8-r'],
    ['Japanese of seven bits (RFC 1468)', Buffer.from('To: \x1b$BEl5~\x1b(B'), undefined],
  ])('reads raw octets as %s (S23)', (_, block, charset) => {
    for (const field of read(block, charset)) expect(field).toMatch(/: (?:Città|Город|東京)$/u);
  });
});

describe('fieldNameOf', () => {
  it.each([
    ['Subject: x', 'subject'],
    ['X-A \t:', 'x-a'],
    ['Dear Sir: x', undefined],
    ['no field', undefined],
    [' X: y', undefined],
    ['', undefined],
  ])('%j → %j', (line, name) => {
    expect(fieldNameOf(line)).toBe(name);
  });
});
