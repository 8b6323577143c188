import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyDigest } from '../../../functions/mail/parts/body-digest.ts';

const digest = (...blocks: string[]) => {
  const body = new BodyDigest();
  for (const block of blocks) body.update(Buffer.from(block, 'latin1'));
  return body.end();
};

/** The rule itself, which would cost too much for a large body. */
const digestPlainly = (body: string) =>
  createHash('sha256')
    .update(
      body.replace(/\r$/, '').replaceAll('\r\n', '\n').replace(/[ \t]/g, '').replace(/\n+$/, ''),
      'latin1',
    )
    .digest('hex');

const LINE = 'a line that is long enough for native search';
/** Lines without blanks, with blanks, and so short that octets are looked at one by one. */
const piece = fc.constantFrom(
  LINE,
  LINE.replaceAll(' ', '_'),
  '\xe9'.repeat(60),
  'x',
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
);

describe('BodyDigest (S15)', () => {
  it('ignores the kind of line ends, blanks, and line ends at the end, in chunks of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 6 }), (blocks) => {
        const written = blocks.map((pieces) => pieces.join(''));
        expect(digest(...written)).toBe(digestPlainly(written.join('')));
      }),
      { numRuns: 300 },
    );
  });

  it('counts every line end within the body, also thousands', () => {
    for (const count of [4096, 4097]) {
      const body = `above${'\r\n'.repeat(count)}below`;
      expect(digest(body.slice(0, 4000), body.slice(4000))).toBe(digestPlainly(body));
    }
  });
});
