import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTransferDecoder } from '../../../functions/mail/transfer/create-transfer-decoder.ts';

function decode(encoding: string, text: string, sliceBytes = 1e6): string {
  const decoder = createTransferDecoder(encoding);
  const octets = Buffer.from(text, 'latin1');
  const pieces: Buffer[] = [];
  for (let at = 0; at < octets.length; at += sliceBytes) {
    pieces.push(decoder.write(octets.subarray(at, at + sliceBytes)));
  }
  return Buffer.concat([...pieces, decoder.end()]).toString('latin1');
}

describe('base64', () => {
  it.each([
    ['SGVsbG8=', 'Hello'],
    ['SGVs\r\nbG8=\r\n', 'Hello'],
    ['SGVsbG8', 'Hello'],
    ['SGVs*bG8!=', 'Hello'],
    ['SGVsbG8=SGVsbG8=', 'HelloHello'],
    ['SGVsbG8=\r\nSGVs', 'HelloHel'],
    ['====', ''],
    ['', ''],
  ])('%j → %j', (text, octets) => {
    expect(decode('base64', text)).toBe(octets);
  });

  it('decodes what was encoded, however it is sliced and folded', () => {
    const widths = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        widths,
        widths,
        (octets, width, sliceBytes) => {
          const plain = Buffer.from(octets);
          const folded = plain.toString('base64').replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n');
          expect(decode('base64', folded, sliceBytes)).toBe(plain.toString('latin1'));
        },
      ),
    );
  });

  it('decodes a broken text the same in slices of any size', () => {
    const unit = fc.constantFrom('A', 'b', '9', '+', '=', '\r\n', '*', '\xe9');
    fc.assert(
      fc.property(fc.string({ unit }), fc.integer({ min: 1, max: 40 }), (text, sliceBytes) => {
        expect(decode('base64', text, sliceBytes)).toBe(decode('base64', text));
      }),
    );
  });
});

describe('quoted-printable', () => {
  it.each([
    ['gr=C3=BC=C3=9Fe', 'gr\xc3\xbc\xc3\x9fe'],
    ['one=\r\ntwo', 'onetwo'],
    ['blanks  \r\nend \t', 'blanks\r\nend'],
    ['no escape: =ZZ =', 'no escape: =ZZ '],
    ['raw \xe9', 'raw \xe9'],
  ])('%j → %j', (text, octets) => {
    expect(decode('quoted-printable', text)).toBe(octets);
  });

  it('decodes the same in slices of any size', () => {
    const unit = fc.constantFrom('a', ' ', '\t', '=', '=3D', '=\r\n', '\r\n', '\n', '4');
    fc.assert(
      fc.property(fc.string({ unit }), fc.integer({ min: 1, max: 20 }), (text, sliceBytes) => {
        expect(decode('quoted-printable', text, sliceBytes)).toBe(decode('quoted-printable', text));
      }),
    );
  });
});

describe('quoted-printable in a line longer than is held back (S23)', () => {
  it.each([
    ['=C3=A9', '\xc3\xa9'],
    [' two', ' two'],
    ['\t two', '\t two'],
    [' =\r\ntwo', ' two'],
    ['= \t\r\ntwo', 'two'],
    [' = =', ' = '],
    [' \r\ntwo', '\r\ntwo'],
  ])('is decoded alike wherever a slice ends in %j', (text, octets) => {
    const long = 'x'.repeat(256 * 1024);
    for (let cut = 0; cut <= text.length; cut += 1) {
      const decoder = createTransferDecoder('quoted-printable');
      const slices = [long + text.slice(0, cut), text.slice(cut)];
      const pieces = slices.map((slice) => decoder.write(Buffer.from(slice, 'latin1')));
      const decoded = Buffer.concat([...pieces, decoder.end()]).toString('latin1');
      expect(decoded.replace(/^x+/, '')).toBe(octets);
    }
  });

  it('holds no endless run of blanks back', () => {
    const decoder = createTransferDecoder('quoted-printable');
    for (let slice = 0; slice < 40; slice += 1) decoder.write(Buffer.alloc(64 * 1024, ' '));
    decoder.write(Buffer.from('x'));
    expect(decoder.end().length).toBeLessThan(300 * 1024);
  });
});

describe('other encodings', () => {
  it('leave the octets unchanged', () => {
    for (const encoding of ['', '7bit', '8bit', 'binary', 'x-uuencode']) {
      expect(decode(encoding, '.\r\n=3D\xe9')).toBe('.\r\n=3D\xe9');
    }
  });
});

describe('uuencode', () => {
  it.each(['\n', '\r\n', '\r\r\n'])('may have the line end %j', (lineEnd) => {
    const lines = ['begin 644 a.txt', '%2&5L;&\\ ', '`', 'end', ''];
    expect(decode('uuencode', lines.join(lineEnd))).toBe('Hello');
  });
});

describe('base64 of a text (S23)', () => {
  const read = (...blocks: Buffer[]) => {
    const decoder = createTransferDecoder('base64', {});
    return Buffer.concat([...blocks.map((block) => decoder.write(block)), decoder.end()]);
  };

  it.each(['Thanks', 'Yes please', 'Perfetto grazie', 'Via Citt=C3=A0 5', 'Order 4711 is OK'])(
    'leaves %s, which is text already',
    (words) => {
      expect(read(Buffer.from(words)).toString()).toBe(words);
    },
  );

  it('is read through what servers put into lines that are too long (RFC 2045 §6.8)', () => {
    const words = Buffer.from('Hello there, dear friends. '.repeat(100));
    const broken = words.toString('base64').replace(/.{990}/g, '$&!\r\n ');
    expect(read(Buffer.from(broken))).toEqual(words);
  });

  it('is read so at the end of a block, too', () => {
    const words = Buffer.from('Hello there, dear friends. '.repeat(4_000));
    const broken = Buffer.from(words.toString('base64').replace(/.{76}/g, '$&!\r\n'));
    const ends = [0, 65_536, 131_112, broken.length];
    const blocks = ends.slice(1).map((end, at) => broken.subarray(ends[at], end));
    expect(read(...blocks).equals(words)).toBe(true);
  });

  it.each([
    'https://lists.example.com/mailman/listinfo/everybody-who-writes-to-us/unsubscribe',
    `https://lists.example.com/u?${'9f8e7d6c'.repeat(20)}`,
  ])('ends where a long link stands below it: %s', (link) => {
    const encoded = Buffer.from('Hello there.\r\n').toString('base64');
    expect(read(Buffer.from(`${encoded}\r\n${link}`)).toString()).toBe(`Hello there.\r\n${link}`);
  });

  it.each([true, false])('may be unlabelled UTF-16, with a mark: %s', (hasMark) => {
    const octets = Buffer.from(`${hasMark ? '\ufeff' : ''}Via Roma 1`, 'utf16le');
    expect(read(Buffer.from(octets.toString('base64')))).toEqual(octets);
  });
});
