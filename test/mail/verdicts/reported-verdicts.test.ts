import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../functions/mail/message.ts';
import { parseAuthenticationResults } from '../../../functions/mail/verdicts/authentication-results.ts';
import { readReportedVerdicts } from '../../../functions/mail/verdicts/reported-verdicts.ts';

const SIGNED = [{ name: 'dkim-signature', value: 'd=a.example; i=@m.a.example; h=from; b=x' }];
const read = (results: string) =>
  readReportedVerdicts(parseAuthenticationResults(`mx; ${results}`), SIGNED);

describe('readReportedVerdicts (S3)', () => {
  const rows: [string, Verdict][] = [
    ['pass', 'PASS'],
    ['fail', 'FAIL'],
    ['hardfail', 'FAIL'],
    ['softfail', 'GRAY'],
    ['neutral', 'GRAY'],
    ['policy', 'GRAY'],
    ['bestguesspass', 'GRAY'],
    ['unheard-of', 'GRAY'],
    ['none', 'NONE'],
    ['permerror', 'PROCESSING_FAILED'],
    ['temperror', 'PROCESSING_FAILED'],
  ];
  it.each(rows)('%s → %s (RFC 8601 §2.7)', (result, verdict) => {
    const { spf, dkim, dmarc } = read(`spf=${result}; dkim=${result}; dmarc=${result}`);
    expect([spf, dkim, dmarc]).toEqual([verdict, verdict, verdict]);
  });

  it.each([
    ['smtp.mailfrom=anna@a.example', 'a.example'],
    ['smtp.mail=anna@a.example', 'a.example'],
    ['smtp.mailfrom=<anna@a.example>', 'a.example'],
    ['smtp.mailfrom=A.example', 'a.example'],
    ['smtp.mailfrom=a.example smtp.mail=b.example', 'a.example'],
    ['smtp.helo=a.example', undefined],
    ['smtp.mailfrom=""', undefined],
    ['smtp.helo=mx.b.example; spf=pass smtp.mailfrom=a.example', 'a.example'],
  ])('SPF proves the envelope’s domain: %s → %s', (property, domain) => {
    expect(read(`spf=pass ${property}`).spfDomain).toBe(domain);
  });

  it.each([
    ['dkim=pass header.d=a.example', ['a.example']],
    ['dkim=pass header.i=@m.a.example', ['a.example']],
    ['dkim=fail header.d=a.example', []],
    ['dkim=pass header.d=b.example', []],
    ['dkim=pass', []],
    ['spf=pass header.d=a.example', []],
    ['dkim=fail header.d=b.example; dkim=pass header.d=a.example', ['a.example']],
  ])('a valid signature proves its domain: %s → %j', (results, domains) => {
    expect(read(results).dkimDomains).toEqual(domains);
  });

  it('a check of the client’s name does not hide that of the envelope (RFC 7208 §2.3)', () => {
    expect(read('spf=pass smtp.helo=mx.a.example; spf=fail smtp.mailfrom=a.example').spf).toBe(
      'FAIL',
    );
    expect(read('spf=fail smtp.helo=mx.a.example').spf).toBe('FAIL');
  });

  it('the worst of several DMARC results counts, in any order', () => {
    expect(read('dmarc=pass; dmarc=none header.from=a.example').dmarc).toBe('NONE');
    expect(read('dmarc=none; dmarc=pass; dmarc=fail').dmarc).toBe('FAIL');
    expect(
      read('dmarc=pass header.from=b.example; dmarc=fail header.from=a.example'),
    ).toMatchObject({
      dmarc: 'FAIL',
      dmarcDomain: 'a.example',
    });
  });

  it('one valid signature of several is enough', () => {
    expect(read('dkim=fail header.d=b.example; dkim=pass header.d=a.example').dkim).toBe('PASS');
    expect(read('dkim=fail header.d=b.example; dkim=none').dkim).toBe('FAIL');
  });

  it.each(['neutral', 'none', 'policy', 'temperror'])(
    'a failing signature counts below one that is %s (S3)',
    (result) => {
      expect(read(`dkim=${result} header.d=b.example; dkim=fail`).dkim).toBe('FAIL');
    },
  );

  it('of those that neither pass nor fail, the first counts', () => {
    expect(read('dkim=none; dkim=neutral').dkim).toBe('NONE');
  });

  it.each([
    ['dmarc=pass', undefined],
    ['dmarc=pass header.from=a.example', 'a.example'],
    ['dmarc=pass header.from=anna@a.example', 'a.example'],
    ['dmarc=pass header.from=a/b', ''],
    ['dmarc=pass header.from=""', ''],
  ])('DMARC proves the domain in header.from: %s → %j', (results, domain) => {
    expect(read(results).dmarcDomain).toBe(domain);
  });

  it('gives nothing if nothing is reported', () => {
    expect(read('none')).toEqual({ dkimDomains: [] });
  });
});
