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
});
