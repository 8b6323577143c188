import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthor } from '../../../functions/mail/authors/read-author.ts';

const CARLA = 'carla@kunde.example';

describe('readAuthor (S3)', () => {
  it.each([
    ['carla@kunde.example', ''],
    ['Carla Rossi <Carla@Kunde.example>', 'Carla Rossi'],
    ['"Rossi, Carla" <carla@kunde.example>', 'Rossi, Carla'],
    ['Rossi, Carla <carla@kunde.example>', 'Rossi, Carla'],
    ['"support@piping.example" <carla@kunde.example>', 'support@piping.example'],
    ['carla@kunde.example (Carla Rossi)', 'Carla Rossi'],
    ['Carla (work (m@evil.example)) <carla@kunde.example>', 'Carla'],
    ['carla@kunde.example <carla@kunde.example>', ''],
    ['"carla@kunde.example" <carla@kunde.example>', ''],
    [
      '=?utf-8?Q?Rossi=2C_Carla_=3Cm=40evil.example=3E?= <carla@kunde.example>',
      'Rossi, Carla <m@evil.example>',
    ],
    ['=?utf-8?Q?carla@home?= <carla@kunde.example>', 'carla@home'],
    ['Team: Carla <carla@kunde.example>;', 'Carla'],
    ['Carla<carla@kunde.example>', 'Carla'],
    ['Rossi, "Carla" <carla@kunde.example>', 'Rossi, Carla'],
    ['Rossi, =?utf-8?Q?Carla?= <carla@kunde.example>', 'Rossi, Carla'],
    ['=?utf-8?Q?Rossi@home?=, Carla <carla@kunde.example>', 'Rossi@home, Carla'],
    ['Carla"Rossi" <carla@kunde.example>', 'Carla Rossi'],
    ['(Carla)<carla@kunde.example>', 'Carla'],
    ['carla@kunde.example(Carla)', 'Carla'],
    ['<carla@kunde.example>(Carla)', 'Carla'],
    ['(a), Carla <carla@kunde.example>', 'Carla'],
    ['Rossi (m@evil.example), Carla <carla@kunde.example>', 'Rossi, Carla'],
    ['"Carla \\"C\\" Rossi" <carla@kunde.example>', 'Carla "C" Rossi'],
    ['Carla (a\\) b) <carla@kunde.example>', 'Carla'],
  ])('reads %s', (from, name) => {
    expect(readAuthor([from])).toEqual({ name, address: CARLA });
  });

  it.each([
    'carla@kunde.example, Carla <carla@kunde.example>',
    '<mailto:carla@kunde.example>',
    'mailto:carla@kunde.example',
    '<<carla@kunde.example>>',
    "'carla@kunde.example'",
    "'Carla' <'carla@kunde.example'>",
    '"carla@kunde.example"',
    '<"carla@kunde.example">',
    '"Carla <carla@kunde.example>"',
    '"Carla" "carla@kunde.example"',
    'Carla <carla@kunde.example',
    'Carla carla@kunde.example>',
    'Carla Rossi carla@kunde.example',
    '"Carla <carla@kunde.example>',
    'Carla "Rossi <carla@kunde.example>',
    'Carla (Rossi <carla@kunde.example>',
    'carla@kunde.example,',
    ';carla@kunde.example;',
  ])('forgives damage that leaves no doubt: %s', (from) => {
    expect(readAuthor([from])?.address).toBe(CARLA);
  });

  it.each([
    'Carla <carla@kunde.example><m@evil.example>',
    '<carla@kunde.example>m@evil.example',
    '<carla@kunde.example>.evil.example',
    'm@evil.example<carla@kunde.example>',
    'carla@kunde.example <m@evil.example>',
    'carla@kunde.example, m@evil.example',
    'carla@kunde.example; m@evil.example',
    'carla@kunde.example m@evil.example',
    'carla@kunde.example, <no address>',
    'carla@kunde.example, <>',
    '<> carla@kunde.example',
    'Carla <carla@kunde.example>, m@evil',
    'Carla <carla@kunde.example, m@evil.example>',
    '"Carla" <carla@kunde.example> "x <m@evil.example>',
    '"carla@kunde.example" "m@evil.example"',
    '"carla@kunde.example" <no address>',
    '"carla@kunde.example" <>',
    '"carla@kunde.example" carla@',
    '"\\"carla@kunde.example\\""',
    'Rossi, carla@kunde.example',
    'Rossi, <carla@kunde.example>',
    'carla@kunde.example, Rossi',
    'Carla <carla@kunde.example>, "Rossi"',
    '"Carla (m@evil.example) <carla@kunde.example>',
    '(Carla "m@evil.example" <carla@kunde.example>',
    'carla@kunde.example(x).evil.example',
    'carla@kunde.example".evil.example"',
    'carla@ｋunde.example',
    'Carla <carla@kunde。example>',
    'carla@kunde.example.',
    'carla@127.1',
    'carla@kunde.example)',
    'Carla <carla@kunde.example=>',
    '<carla@kunde.example"Carla">',
    '<carla@(x)kunde.example>',
    'carla@kun\u00addе.example',
    'carla@bu\u0308cher.example',
    'carla@kunde.example@evil.example',
    'carla@\u212aunde.example',
    'carl\u212a@kunde.example',
    'carla@kunde..example',
    '"Carla\\\\" <m@evil.example>, "x" <carla@kunde.example>',
    'carla @kunde.example',
    'carla@kunde.example: m@evil.example;',
    'A: carla@kunde.example;, B: m@evil.example;',
    'carla@kunde.example\r\nFrom: m@evil.example',
    'car\0la@kunde.example',
    '=?utf-8?Q?carla@kunde.example?=',
    'Carla <carla(m@evil.example)@kunde.example>',
    'Carla <carla(x)@kunde.example>',
    'Carla <SMTP:carla@kunde.example>',
    '<=?utf-8?Q?carla?=@kunde.example>',
    '<=?utf-8?Q?carla=40kunde.example?=@evil.example>',
    'Carla <[carla@kunde.example]>',
    'Carla',
    '',
  ])('finds ambiguous: %j', (from) => {
    expect(readAuthor([from])).toBeUndefined();
  });

  it('reads one author from two From fields with the same address, and none from two authors', () => {
    expect(readAuthor([CARLA, `Carla <${CARLA}>`])?.address).toBe(CARLA);
    expect(readAuthor([CARLA, 'm@evil.example'])).toBeUndefined();
    expect(readAuthor([CARLA, ''])).toBeUndefined();
    expect(readAuthor([])).toBeUndefined();
  });

  it('reads no From of more than 64 Ki characters in all its fields together', () => {
    const long = `${'x'.repeat(40_000)} <${CARLA}>`;
    expect(readAuthor([long])?.address).toBe(CARLA);
    expect(readAuthor([long, long])).toBeUndefined();
  });

  it('reads a domain in its own script or in punycode', () => {
    expect(readAuthor(['a@BÜCHER.example'])?.address).toBe('a@xn--bcher-kva.example');
    expect(readAuthor(['a@xn--bcher-kva.example'])?.address).toBe('a@xn--bcher-kva.example');
  });

  it('reads a quoted local part', () => {
    expect(readAuthor(['"carla rossi"@kunde.example'])?.address).toBe(
      '"carla rossi"@kunde.example',
    );
    expect(readAuthor(['<"carla@kunde.example"@evil.example>'])?.address).toBe(
      '"carla@kunde.example"@evil.example',
    );
  });

  it('never names an author if two different addresses stand outside of quotes and comments', () => {
    const gap = fc.constantFrom(' ', ', ', '', '>', '<', ' <', '> ', ';', ' x ', '\t');
    fc.assert(
      fc.property(gap, gap, gap, (before, between, after) => {
        const author = readAuthor([`${before}a@x.example${between}b@y.example${after}`]);
        expect(author).toBeUndefined();
      }),
    );
  });

  it('reads in linear time, and never throws', () => {
    for (const piece of ['<', '"', '(', 'a@b ', '"x" ', '=?a?q?', 'a,', '\\', '(\\'])
      readAuthor([piece.repeat(60_000 / piece.length)]);
    const unit = fc.constantFrom(
      '<',
      '>',
      '"',
      '(',
      ')',
      '\\',
      ',',
      ';',
      ':',
      '@',
      ' ',
      'a',
      'b.c',
      '=?u?q?',
    );
    fc.assert(fc.property(fc.string({ unit }), (from) => void readAuthor([from])));
  });
});
