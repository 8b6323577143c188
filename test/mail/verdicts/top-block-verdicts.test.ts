import { describe, expect, it } from 'vitest';
import { readTopBlockVerdicts } from '../../../functions/mail/verdicts/top-block-verdicts.ts';
import { AUTHOR, FORGED, fields, SES_TOP, signed } from './verdict-headers.ts';

describe('readTopBlockVerdicts', () => {
  it('reads the fields that SES put on top', () => {
    expect(readTopBlockVerdicts(fields(...SES_TOP, ...AUTHOR))).toEqual({
      spf: 'PASS',
      dkim: 'PASS',
      dmarc: 'PASS',
      spam: 'PASS',
      virus: 'FAIL',
      spfDomain: 'customer.example',
      dkimDomains: ['mail.customer.example'],
      dmarcDomain: 'customer.example',
    });
  });

  it('trusts the first copy only', () => {
    const { virus, dkimDomains } = readTopBlockVerdicts(
      fields(...SES_TOP, ...FORGED.slice(1), ...AUTHOR),
    );
    expect([virus, dkimDomains]).toEqual(['FAIL', ['mail.customer.example']]);
  });

  it('trusts nothing below the second Received', () => {
    const { virus, dmarc } = readTopBlockVerdicts(
      fields(...SES_TOP.slice(0, 2), ...FORGED, ...AUTHOR),
    );
    expect([virus, dmarc]).toEqual([undefined, undefined]);
  });

  it('trusts nothing below the author’s first field', () => {
    const { dmarc } = readTopBlockVerdicts(
      fields(...SES_TOP.slice(0, 2), ...AUTHOR, ...FORGED.slice(1)),
    );
    expect(dmarc).toBeUndefined();
  });

  it('gives no domain that no signature of the mail names (S3)', () => {
    const unsigned = fields(...SES_TOP, signed('other.example'), ...AUTHOR.slice(2));
    expect(readTopBlockVerdicts(unsigned).dkimDomains).toEqual([]);
  });

  it('counts no signature that leaves out the end of the body (RFC 6376 §8.2)', () => {
    const partial = `${signed('mail.customer.example')}; l=10`;
    const verdicts = readTopBlockVerdicts(fields(...SES_TOP, partial, ...AUTHOR.slice(2)));
    expect(verdicts.dkimDomains).toEqual([]);
  });

  it.each([
    ['a result', 'x;dkim=pass(a)header.d=bank.example'],
    ['a result behind a blank', 'x ;dkim=pass header.d=bank.example'],
    ['a comment that swallows the rest', 'x;dkim=pass header.d=bank.example;('],
    ['a quote', 'x"'],
    ['a comment', 'x (a) y'],
  ])('proves nothing if the client’s name is %s (S3)', (_, helo) => {
    const mail = fields(
      `Received: from ${helo} (${helo} [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com; Tue`,
      `Authentication-Results: amazonses.com; spf=pass (spfCheck: x) client-ip=192.0.2.1; envelope-from=m@evil.example; helo=${helo}; dkim=none; dmarc=pass header.from=bank.example;`,
      signed('bank.example'),
      'From: anna@bank.example',
    );
    const { dkim, dkimDomains, dmarc } = readTopBlockVerdicts(mail);
    const isHarmless = dkim !== 'PASS' && (dmarc !== 'PASS' || helo === 'x (a) y');
    expect([isHarmless, dkimDomains]).toEqual([true, []]);
  });

  it('still trusts a FAIL in such a field (S3)', () => {
    const equivocal =
      'Authentication-Results: amazonses.com; spf=fail (a;b) smtp.mailfrom=x.example; dkim=fail header.d=y.example; dmarc=fail';
    expect(readTopBlockVerdicts(fields(...SES_TOP.slice(0, 2), equivocal, ...AUTHOR))).toEqual({
      spf: 'FAIL',
      spfDomain: 'customer.example',
      dkim: 'FAIL',
      dkimDomains: [],
      dmarc: 'FAIL',
      dmarcDomain: '',
    });
  });

  it.each([
    ['Pass (spfCheck: domain of customer.example)', 'PASS'],
    ['fail', 'FAIL'],
    ['softfail (x) client-ip=192.0.2.1', 'GRAY'],
    ['none', 'NONE'],
    ['(pass)', undefined],
    ['', undefined],
  ])('reads %j in Received-SPF if the results have no SPF', (value, spf) => {
    const top = fields(...SES_TOP.slice(0, 2), `Received-SPF: ${value}`, ...AUTHOR);
    expect(readTopBlockVerdicts(top).spf).toBe(spf);
    const results = 'Authentication-Results: amazonses.com; spf=neutral';
    const both = fields(...SES_TOP.slice(0, 2), results, `Received-SPF: ${value}`, ...AUTHOR);
    expect(readTopBlockVerdicts(both).spf).toBe('GRAY');
  });

  it('takes the envelope’s domain from the results if SES named no sender', () => {
    const results = 'Authentication-Results: amazonses.com; spf=pass smtp.mailfrom=x.example';
    expect(readTopBlockVerdicts(fields(SES_TOP[1] ?? '', results, ...AUTHOR)).spfDomain).toBe(
      'x.example',
    );
  });

  it('trusts no name that looks like SES’s', () => {
    const forged = 'Authentication-Results: amazonses.com.evil.example; dmarc=pass';
    expect(
      readTopBlockVerdicts(fields(...SES_TOP.slice(0, 2), forged, ...AUTHOR)).dmarc,
    ).toBeUndefined();
  });
});
