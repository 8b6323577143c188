import { describe, expect, it } from 'vitest';
import type { HeaderField, Message } from '../../../functions/mail/message.ts';
import {
  coversReading,
  isCoveredBySignature,
  mayRestOnUnsoundSignature,
  readDkimSignatures,
  signedDomains,
} from '../../../functions/mail/verdicts/dkim-signatures.ts';
import { withoutUnsoundSignatures } from '../../../functions/mail/verdicts/without-signatures.ts';

const field = (name: string, value: string): HeaderField => ({ name, value });
const signature = (tags: string) =>
  field('dkim-signature', `v=1; a=rsa-sha256; ${tags}; bh=x; b=x`);

describe('readDkimSignatures (RFC 6376)', () => {
  it('reads d=, i= and h=, folded and in any case', () => {
    expect(
      readDkimSignatures([
        signature('d=Customer.Example; i=anna@mail.customer.example; h=From : To:\t Reply-To'),
      ]),
    ).toEqual([
      {
        domain: 'customer.example',
        identityDomain: 'mail.customer.example',
        headers: ['from', 'to', 'reply-to'],
        isPartial: false,
      },
    ]);
  });

  it('reads no signature without d=, or with an i= outside of it', () => {
    expect(
      readDkimSignatures([
        signature('h=from'),
        signature('d=x.example; i=@bank.example; h=from'),
        signature('d=x.example; i=@evilx.example; h=from'),
        signature('d=x.example; i=anna@; h=from'),
      ]),
    ).toEqual([]);
  });

  it('takes the first tag of a name, as there may be one only (RFC 6376 §3.2)', () => {
    expect(
      readDkimSignatures([signature('d=a.example; d=bank.example; h=date; h=from')]),
    ).toMatchObject([{ domain: 'a.example', headers: ['date'] }]);
  });

  it('treats an empty l= as a partial signature (RFC 6376 §8.2)', () => {
    expect(readDkimSignatures([signature('d=a.example; h=from; l=')])).toMatchObject([
      { isPartial: true },
    ]);
  });

  it('reads 20 signatures, and 16 Ki characters of each', () => {
    const many = Array.from({ length: 21 }, (_, at) => signature(`d=a${at}.example; h=from`));
    expect(readDkimSignatures(many)).toHaveLength(20);
    const long = signature(`d=a.example; x=${'y'.repeat(16 * 1024)}; h=from`);
    expect(readDkimSignatures([long])).toMatchObject([{ headers: [] }]);
  });
});

const messageOf = (headerFields: HeaderField[], decidingFields: string[] = []) => ({
  headerFields,
  decidingFields,
});

describe('signedDomains (S3)', () => {
  it('gives d= if the receiver named d= or i=', () => {
    const fields = [
      signature('d=a.example; i=@m.a.example; h=from'),
      signature('d=b.example; h=from'),
    ];
    expect(signedDomains(fields, ['m.a.example'])).toEqual(['a.example']);
    expect(signedDomains(fields, ['b.example', 'c.example'])).toEqual(['b.example']);
  });

  it('leaves out a domain whose signature leaves out From (RFC 6376 §5.4) or the end of the body (§8.2)', () => {
    expect(signedDomains([signature('d=a.example; h=date:subject')], ['a.example'])).toEqual([]);
    const partial = signature('d=a.example; h=from; l=10');
    expect(signedDomains([partial], ['a.example'])).toEqual([]);
    // the receiver does not say which of the two is valid: the sound one may be forged
    expect(signedDomains([partial, signature('d=a.example; h=from')], ['a.example'])).toEqual([]);
    // a partial one of another domain does not matter
    const other = signature('d=b.example; h=from; l=10');
    expect(signedDomains([other, signature('d=a.example; h=from')], ['a.example'])).toEqual([
      'a.example',
    ]);
  });
});

describe('a signature that somebody hides (S3)', () => {
  const sound = signature('d=a.example; h=from');

  it('counts as partial though blanks, which break no signature, are put before its l= (RFC 6376 §3.4.2)', () => {
    const hidden = signature(`d=a.example; h=from;${' '.repeat(16 * 1024)} l=10`);
    expect(signedDomains([hidden], ['a.example'])).toEqual([]);
    expect(mayRestOnUnsoundSignature(messageOf([hidden]), 'a.example')).toBe(true);
  });

  it('is read though blanks, which break no signature, are put before its d= (RFC 6376 §3.4.2)', () => {
    const hidden = signature(`${' '.repeat(16 * 1024)}d=a.example; h=from`);
    const fields = [hidden, field('content-type', 'text/html')];
    const message = messageOf(fields, ['content-type']);
    expect(mayRestOnUnsoundSignature(message, 'a.example')).toBe(true);
  });

  it('makes none count if it may be below those that are read', () => {
    const others = Array.from({ length: 19 }, (_, at) => signature(`d=b${at}.example; h=from`));
    expect(signedDomains([sound, ...others], ['a.example'])).toEqual(['a.example']);
    const hidden = [sound, ...others, signature('d=a.example; h=from; l=10')];
    expect(signedDomains(hidden, ['a.example'])).toEqual([]);
    expect(mayRestOnUnsoundSignature(messageOf(hidden), 'a.example')).toBe(true);
  });
});

describe('mayRestOnUnsoundSignature (S3)', () => {
  it('is true for a signature of the organisation that leaves out From or the end of the body', () => {
    const rests = (tags: string) =>
      mayRestOnUnsoundSignature(messageOf([signature(tags)]), 'mail.shop.example');
    expect(rests('d=shop.example; h=from; l=10')).toBe(true);
    expect(rests('d=shop.example; h=date')).toBe(true);
    expect(rests('d=shop.example; h=from')).toBe(false);
    expect(rests('d=list.example; h=from; l=10')).toBe(false);
  });

  it('is true for one that leaves out what decides how the body is read, or the Subject', () => {
    const fields = [field('content-type', 'text/html'), field('subject', 'Hi')];
    const rests = (h: string) =>
      mayRestOnUnsoundSignature(
        messageOf([signature(`d=shop.example; h=${h}`), ...fields], ['content-type']),
        'shop.example',
      );
    expect(rests('from:subject:content-type')).toBe(false);
    expect([rests('from:subject'), rests('from:content-type')]).toEqual([true, true]);
  });
});

describe('withoutUnsoundSignatures (S3)', () => {
  it('leaves a domain whose signature covers how the body is read, whatever others leave out', () => {
    const of = (d: string, h: string) => signature(`d=${d}; h=${h}`);
    const fields = [of('a.example', 'from:content-type'), of('b.example', 'from')];
    const message = messageOf(fields, ['content-type']) as unknown as Message;
    const dkimDomains = ['a.example', 'b.example'];
    expect(withoutUnsoundSignatures({ dkim: 'PASS', dkimDomains }, message)).toEqual({
      dkim: 'PASS',
      dkimDomains: ['a.example'],
    });
  });
});

describe('coversReading (S3)', () => {
  it('is false if From stands there more often than it was signed, as its names may differ', () => {
    const from = [field('from', 'Refund <a@a.example>'), field('from', 'Anna <a@a.example>')];
    expect(coversReading(['from'], messageOf(from))).toBe(false);
    expect(coversReading(['from', 'from'], messageOf(from))).toBe(true);
  });
});

describe('isCoveredBySignature (S4)', () => {
  const covers = (fields: HeaderField[]) => isCoveredBySignature(fields, 'a.example', 'Reply-To');

  it('is true if h= names the field', () => {
    expect(covers([signature('d=a.example; h=from:reply-to'), field('reply-to', 'x@y')])).toBe(
      true,
    );
    expect(covers([signature('d=a.example; h=from:date'), field('reply-to', 'x@y')])).toBe(false);
    expect(covers([field('reply-to', 'x@y')])).toBe(false);
  });

  it('is false if one more field was added than was signed', () => {
    const two = [field('reply-to', 'x@y'), field('reply-to', 'z@y')];
    expect(covers([signature('d=a.example; h=from:reply-to'), ...two])).toBe(false);
    expect(covers([signature('d=a.example; h=from:reply-to:reply-to'), ...two])).toBe(true);
  });

  it('is false if another signature of the domain leaves it out, as either may be the valid one', () => {
    const added = signature('d=a.example; h=from:reply-to');
    expect(covers([added, signature('d=a.example; h=from'), field('reply-to', 'x@y')])).toBe(false);
  });

  it('ignores signatures of other domains', () => {
    const other = signature('d=b.example; h=from');
    expect(covers([other, signature('d=a.example; h=reply-to'), field('reply-to', 'x@y')])).toBe(
      true,
    );
  });
});
