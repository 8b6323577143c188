import { describe, expect, it } from 'vitest';
import { looksLikeText } from '../../../functions/mail/parts/looks-like-text.ts';

const controlsIn = (length: number, count: number) =>
  looksLikeText(Buffer.from('\x01'.repeat(count) + 'x'.repeat(length - count)));

describe('looksLikeText (S23)', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one letter', Buffer.from('x')],
    ['tabs, line ends and a form feed', Buffer.from('\t\r\n\f\v')],
    ['Japanese of seven bits (RFC 1468)', Buffer.from('\x1b$B$3$s\x1b(B')],
    ['UTF-8', Buffer.from('Città')],
    ['marked UTF-16', Buffer.from('\ufeffHi', 'utf16le')],
    ['big-endian UTF-16 with its mark', Buffer.from('\ufeffHi', 'utf16le').swap16()],
  ])('calls %s text', (_, octets) => {
    expect(looksLikeText(octets)).toBe(true);
  });

  it.each([
    ['UTF-16 without its mark', Buffer.from('Hi', 'utf16le')],
    ['one control character', Buffer.from('\x01')],
    ['a zero octet', Buffer.from([0])],
    ['a control character above the line ends', Buffer.from([14])],
  ])('calls %s a file', (_, octets) => {
    expect(looksLikeText(octets)).toBe(false);
  });

  it('tolerates one control character in a hundred octets', () => {
    expect([controlsIn(200, 2), controlsIn(200, 3)]).toEqual([true, false]);
  });

  it('looks at the first 4096 octets', () => {
    expect(looksLikeText(Buffer.from('x'.repeat(4096) + '\0'.repeat(4096)))).toBe(true);
    expect(looksLikeText(Buffer.from('x'.repeat(4000) + '\0'.repeat(4096)))).toBe(false);
  });
});
