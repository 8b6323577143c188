import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_FILENAME_CHARACTERS,
  nameAttachment,
} from '../../functions/mail/parts/attachment-name.ts';

/** The library's own unit for this lists all of them first, which takes seconds. */
const ANY_CHARACTER = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => String.fromCodePoint(code));

describe('nameAttachment (S14)', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\anna\\offer.pdf', 'offer.pdf'],
    ['..', 'attachment-3.pdf'],
    ['/', 'attachment-3.pdf'],
    ['   ', 'attachment-3.pdf'],
    ['a\r\nb.pdf', 'a b.pdf'],
    ['nul\u0000l.pdf', 'null.pdf'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['what?.pdf', 'what_.pdf'],
    ['trailing.pdf. ', 'trailing.pdf'],
    ['.htaccess', '.htaccess'],
    ['報告書.pdf', '報告書.pdf'],
    [undefined, 'attachment-3.pdf'],
  ])('%j → %s', (given, name) => {
    expect(nameAttachment(given, 'application/pdf', 2)).toBe(name);
  });

  it('names a file of an unknown type', () => {
    expect(nameAttachment(undefined, 'application/x-unheard-of', 0)).toBe('attachment-1.bin');
  });

  it('keeps the extension of a name that is too long, and whole characters', () => {
    const name = nameAttachment(`${'😀'.repeat(100)}.jpeg`, 'image/jpeg', 0);
    expect(name).toBe(`${'😀'.repeat(72)}.jpeg`);
  });

  it('gives a safe name for whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 400 }), (given) => {
        const name = nameAttachment(given, 'image/png', 0);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(MAX_FILENAME_CHARACTERS);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});
