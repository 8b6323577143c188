import { describe, expect, it } from 'vitest';
import { readPolledVerdicts } from '../../../functions/mail/verdicts/polled-verdicts.ts';
import { AUTHOR, fields } from './verdict-headers.ts';

describe('readPolledVerdicts', () => {
  const own =
    'Authentication-Results: MX.trusted.example; dmarc=pass header.from=customer.example; dkim=fail header.d=other.example; dkim=pass header.d=customer.example; spf=softfail smtp.mailfrom=anna@customer.example';
  const received =
    'Received: from client (by mx.evil.example) by mx.trusted.example with ESMTPS; Tue';
  const elsewhere = 'Received: from a by relay.elsewhere.example; Tue';

  it('reads the configured server’s results above its Received', () => {
    expect(readPolledVerdicts(fields(own, received, ...AUTHOR), 'mx.trusted.example')).toEqual({
      spf: 'GRAY',
      spfDomain: 'customer.example',
      dkim: 'PASS',
      dkimDomains: ['customer.example'],
      dmarc: 'PASS',
      dmarcDomain: 'customer.example',
    });
  });

  const inside = 'Received: by 2002:a05:6a10 with SMTP id x; Tue';
  const lmtp = 'Received: from mx by store (Dovecot) with LMTP id x; Tue';
  const read = (...lines: string[]) => readPolledVerdicts(fields(...lines), 'mx.trusted.example');

  it('reads them below a hand-over within that provider', () => {
    for (const handOver of [inside, lmtp]) {
      expect(read(handOver, own, received, ...AUTHOR)?.dmarc).toBe('PASS');
    }
  });

  it('reads its ARC results, as Gmail writes them above the Received (RFC 8617)', () => {
    const arc = own.replace('Authentication-Results:', 'ARC-Authentication-Results: i=1;');
    expect(read(inside, arc, received, own, ...AUTHOR)?.dmarc).toBe('PASS');
  });

  it('trusts nothing below the Received by which the mail came in, as the sender wrote that (S3)', () => {
    expect(read(received, own, ...AUTHOR)).toBeUndefined();
    expect(read(inside, received, own, elsewhere, ...AUTHOR)).toBeUndefined();
  });

  it('trusts nothing below a forged Received of that server (S3)', () => {
    const real = 'Received: from evil by mx1.trusted.example with ESMTPS; Tue';
    expect(read(real, own, received, ...AUTHOR)).toBeUndefined();
    expect(read(real, received, own, ...AUTHOR)).toBeUndefined();
  });

  it('gives nothing if there is no Received', () => {
    expect(read(own, ...AUTHOR)).toBeUndefined();
  });

  it('trusts no copy below the next Received', () => {
    expect(
      readPolledVerdicts(fields(received, elsewhere, own, ...AUTHOR), 'mx.trusted.example'),
    ).toBeUndefined();
  });

  it('trusts no copy among the author’s fields', () => {
    expect(
      readPolledVerdicts(fields(received, ...AUTHOR, own), 'mx.trusted.example'),
    ).toBeUndefined();
  });

  it('trusts no other field that looks like results (S3)', () => {
    const other = own.replace('Authentication-Results', 'X-Results');
    expect(read(other, received, ...AUTHOR)).toBeUndefined();
  });

  it('reads 100 result fields', () => {
    const others = Array.from({ length: 100 }, (_, at) => `Authentication-Results: mx${at}; none`);
    expect(read(...others.slice(1), own, received, ...AUTHOR)?.dmarc).toBe('PASS');
    expect(read(...others, own, received, ...AUTHOR)).toBeUndefined();
  });

  it('reads the number of an ARC set in every allowed form (RFC 8617 §4.2.1)', () => {
    for (const number of ['i=1;', 'i=12;', ' i = 3 ;']) {
      const arc = own.replace('Authentication-Results:', `ARC-Authentication-Results:${number}`);
      expect(read(inside, arc, received, ...AUTHOR)?.dmarc).toBe('PASS');
    }
  });

  const fieldOf = (results: string) => `Authentication-Results: mx.trusted.example; ${results}`;

  it.each([
    [
      'two checks',
      ['spf=none smtp.mailfrom=x.example', 'dmarc=pass'],
      { spf: 'NONE', dmarc: 'PASS' },
    ],
    ['a DMARC fail and a pass', ['dmarc=pass', 'dmarc=fail'], { dmarc: 'FAIL' }],
    [
      'a DMARC pass and what is none',
      ['dmarc=pass', 'dmarc=temperror'],
      { dmarc: 'PROCESSING_FAILED' },
    ],
    [
      'an SPF fail and a pass',
      ['spf=pass smtp.mailfrom=customer.example', 'spf=fail smtp.mailfrom=customer.example'],
      { spf: 'FAIL' },
    ],
    [
      'SPF of EHLO, which says nothing about the sender, and of the sender',
      ['spf=pass smtp.helo=customer.example', 'spf=fail smtp.mailfrom=customer.example'],
      { spf: 'FAIL' },
    ],
    [
      'several signatures, a field each',
      [
        'dkim=pass header.d=esp.example',
        'dkim=fail header.d=esp.example',
        'dkim=pass header.d=customer.example',
      ],
      { dkim: 'PASS', dkimDomains: ['customer.example'] },
    ],
  ])(
    'reads all fields of its server together, in either order: %s (S3, RFC 8617 §4.1.1)',
    (_, said, expected) => {
      for (const results of [said, said.toReversed()]) {
        expect(read(...results.map(fieldOf), received, ...AUTHOR)).toMatchObject(expected);
      }
    },
  );

  it('trusts only a fail in a field that the sender may have written into (S3)', () => {
    const odd = (said: string) =>
      `Authentication-Results: mx.trusted.example; ${said} (helo=a; b) smtp.mailfrom=customer.example`;
    const sound = 'Authentication-Results: mx.trusted.example; dkim=none';
    for (const both of [
      [odd('spf=pass'), sound],
      [sound, odd('spf=pass')],
    ])
      expect(read(...both, received, ...AUTHOR)).toMatchObject({ spf: undefined, dkim: 'NONE' });
    expect(read(odd('dmarc=fail'), own, received, ...AUTHOR)?.dmarc).toBe('FAIL');
    expect(read(own, odd('spf=fail'), received, ...AUTHOR)).toMatchObject({
      spf: 'FAIL',
      dmarc: 'PASS',
    });
  });

  it('trusts no other server, and none without a name', () => {
    const others = [
      'Authentication-Results: mx.trusted.example.evil.example; dmarc=pass',
      'Authentication-Results: dmarc=pass',
    ];
    expect(
      readPolledVerdicts(fields(...others, received, ...AUTHOR), 'mx.trusted.example'),
    ).toBeUndefined();
  });

  it.each([
    [
      'the local part of the envelope sender ends a comment early',
      'mx.trusted.example; spf=pass (mx: domain of "a);dkim=pass header.d=customer.example;x=y (b"@evil.example designates 192.0.2.1) smtp.mailfrom=evil.example',
    ],
    [
      'it does so without quotes',
      'mx.trusted.example; spf=pass (mx: domain of a);dkim=pass header.d=customer.example;x=y (b@evil.example) smtp.mailfrom=a);dkim=pass header.d=customer.example;x=y (b@evil.example',
    ],
    [
      'a comment holds a result',
      'mx.trusted.example; spf=pass (x; dkim=pass header.d=customer.example) smtp.mailfrom=evil.example',
    ],
    [
      'an envelope sender ends its value early',
      'mx.trusted.example; spf=pass smtp.mailfrom=a;dmarc=pass;@evil.example; dkim=none',
    ],
    [
      'what follows such an end looks like a result',
      'mx.trusted.example; spf=pass smtp.mailfrom=a;dmarc=pass;x=y@evil.example; dkim=none',
    ],
    [
      'it has a quoted envelope sender',
      'mx.trusted.example; dkim=pass header.d=customer.example; spf=pass smtp.mailfrom="a;b"@evil.example',
    ],
  ])('gives nothing if %s (S3)', (_, results) => {
    const mail = fields(`Authentication-Results: ${results}`, received, ...AUTHOR);
    expect(readPolledVerdicts(mail, 'mx.trusted.example')).toBeUndefined();
  });

  it('gives nothing if the envelope sender or the client name could end its value early (S3)', () => {
    const odd = 'Return-Path: <a);dkim=pass@evil.example>';
    expect(
      readPolledVerdicts(fields(odd, own, received, ...AUTHOR), 'mx.trusted.example'),
    ).toBeUndefined();
    const named = 'Received: from x;dkim=pass by mx.trusted.example; Tue';
    expect(readPolledVerdicts(fields(own, named, ...AUTHOR), 'mx.trusted.example')).toBeUndefined();
  });

  it("reads OpenDKIM's comment on a key, and quoted hashes", () => {
    const results =
      'Authentication-Results: mx.trusted.example; dkim=pass (2048-bit key; unprotected) header.d=customer.example header.b="abc/de="';
    expect(
      readPolledVerdicts(fields(results, received, ...AUTHOR), 'mx.trusted.example')?.dkimDomains,
    ).toEqual(['customer.example']);
  });
});
