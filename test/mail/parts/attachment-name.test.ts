import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_FILENAME_CHARACTERS,
  nameAttachment,
} from '../../../functions/mail/parts/attachment-name.ts';

/** fast-check's own unit lists all characters first, which takes seconds. */
const ANY_CHARACTER = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => String.fromCodePoint(code));

describe('nameAttachment (S14)', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\anna\\offer.pdf', 'offer.pdf'],
    ['Invoice 28/11/2026.pdf', 'Invoice 28_11_2026.pdf'],
    ['..', 'attachment-3.pdf'],
    ['/', 'attachment-3.pdf'],
    ['   ', 'attachment-3.pdf'],
    ['a\r\nb.pdf', 'a b.pdf'],
    ['nul\u0000l.pdf', 'null.pdf'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['what?.pdf', 'what_.pdf'],
    ['trailing.pdf. ', 'trailing.pdf'],
    ['.htaccess', '.htaccess'],
    ['...offer.pdf', '.offer.pdf'],
    ['offer...2.pdf', 'offer...2.pdf'],
    ['offer/..', 'offer'],
    ['__', 'attachment-3.pdf'],
    ['<a>:"b|c*', '_a___b_c_'],
    ['報告書.pdf', '報告書.pdf'],
    [undefined, 'attachment-3.pdf'],
  ])('%j → %s', (given, name) => {
    expect(nameAttachment(given, 'application/pdf', 2)).toBe(name);
  });

  it('names a file of an unknown type', () => {
    expect(nameAttachment(undefined, 'application/x-unheard-of', 0)).toBe('attachment-1.bin');
  });

  it.each([
    ['application/ms-tnef', 'winmail.dat'],
    ['application/vnd.ms-tnef', 'winmail.dat'],
    ['application/ms-tnef-x', 'attachment-1.bin'],
    ['x-application/ms-tnef', 'attachment-1.bin'],
    ['message/rfc822', 'attachment-1.eml'],
    ['message/global', 'attachment-1.eml'],
    ['text/calendar', 'attachment-1.ics'],
    ['message/delivery-status', 'attachment-1.txt'],
    ['message/disposition-notification', 'attachment-1.txt'],
    ['text/rfc822-headers', 'attachment-1.txt'],
  ])('names a file of type %s %s', (type, name) => {
    expect(nameAttachment(undefined, type, 0)).toBe(name);
  });

  it('keeps a name of 150 characters, and no more of a longer one', () => {
    const stem = 'a'.repeat(146);
    expect(nameAttachment(`${stem}.pdf`, 'application/pdf', 0)).toBe(`${stem}.pdf`);
    expect(nameAttachment(`${stem}a.pdf`, 'application/pdf', 0)).toBe(`${stem}.pdf`);
    expect(nameAttachment('a'.repeat(151), 'application/pdf', 0)).toBe('a'.repeat(150));
    expect(nameAttachment(`.${'a'.repeat(160)}`, 'application/pdf', 0)).toBe(`.${'a'.repeat(149)}`);
    expect(nameAttachment('😀'.repeat(76), 'application/pdf', 0)).toBe('😀'.repeat(75));
  });

  it('counts at most 20 characters as an extension', () => {
    const end = `.${'b'.repeat(19)}`;
    expect(nameAttachment('a'.repeat(160) + end, 'x/y', 0)).toBe('a'.repeat(130) + end);
    expect(nameAttachment(`${'a'.repeat(160)}${end}b`, 'x/y', 0)).toBe('a'.repeat(150));
    expect(nameAttachment(`.${'a'.repeat(15)} ${'b'.repeat(160)}`, 'x/y', 0)).toBe(
      `.${'a'.repeat(15)} ${'b'.repeat(133)}`,
    );
  });

  it('keeps the extension of a name that is too long, and whole characters', () => {
    const name = nameAttachment(`${'😀'.repeat(100)}.jpeg`, 'image/jpeg', 0);
    expect(name).toBe(`${'😀'.repeat(72)}.jpeg`);
  });

  it('gives a safe name for any text', () => {
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
