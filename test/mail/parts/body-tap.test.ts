import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BodyTap } from '../../../functions/mail/parts/body-tap.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('BodyTap (S15)', () => {
  it('digests only the body, though it learns blocks later where that begins', () => {
    const tap = new BodyTap();
    for (const block of ['header;', 'header;', 'head;bo', 'dy']) {
      tap.add(Buffer.from(block));
      tap.bodyBeginsAt(undefined);
    }
    tap.bodyBeginsAt('header;header;head;'.length);
    tap.add(Buffer.from(';more'));
    tap.bodyBeginsAt('header;header;head;'.length);
    expect([tap.end(), tap.byteCount]).toEqual([sha256('body;more'), 28]);
  });

  it('finds an escape of a line end that lies in two blocks, if it looks for them (S3)', () => {
    const taps = ['quoted-printable', ''].map((encoding) => {
      const tap = new BodyTap();
      tap.isEscaped = encoding !== '';
      for (const block of ['> a=', '0', 'Ab']) {
        tap.add(Buffer.from(block));
        tap.bodyBeginsAt(0);
      }
      return [tap.hasOddEscape, tap.beginning.toString()];
    });
    expect(taps).toEqual([
      [true, '> a=0Ab'],
      [false, '> a=0Ab'],
    ]);
  });
});
