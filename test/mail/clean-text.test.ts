import { describe, expect, it } from 'vitest';
import { cleanText } from '../../functions/mail/clean-text.ts';

describe('cleanText (S14)', () => {
  it.each([
    ['one\r\n\ttwo\u2028three', 'one two three'],
    ['a\u0000\u001bb\u007f', 'ab'],
    ['\u202egnp.exe\u2069', 'gnp.exe'],
    ['\ufeffmarked\u200f', 'marked'],
    ['a \u202e b', 'a b'],
    ['  a   b  ', 'a b'],
    ['👨‍👩‍👧 emoji', '👨‍👩‍👧 emoji'],
    ['\u0000', ''],
  ])('%j → %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });
});
