import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthenticationResults } from '../../../functions/mail/verdicts/authentication-results.ts';

describe('parseAuthenticationResults (RFC 8601)', () => {
  it('reads methods, results and properties', () => {
    const value =
      'mx.example.com 1; dkim=pass header.d=customer.example header.s=s1; spf=Fail smtp.mailfrom=a@x.example';
    expect(parseAuthenticationResults(value)).toEqual({
      authservId: 'mx.example.com',
      results: [
        {
          method: 'dkim',
          result: 'pass',
          properties: { 'header.d': 'customer.example', 'header.s': 's1' },
        },
        { method: 'spf', result: 'fail', properties: { 'smtp.mailfrom': 'a@x.example' } },
      ],
      isUnequivocal: true,
    });
  });

  it('leaves out comments, nested and escaped ones included', () => {
    const value =
      'mx.example.com (a (nested; dmarc=pass) \\) comment); spf (x) = (y) pass (domain; dkim=pass) smtp.mailfrom=x.example';
    expect(parseAuthenticationResults(value).results).toEqual([
      { method: 'spf', result: 'pass', properties: { 'smtp.mailfrom': 'x.example' } },
    ]);
  });

  it('takes a quoted string for one value, whatever it holds', () => {
    const value =
      'mx; spf=fail reason="x; dkim=pass header.d=bank.example" smtp.mailfrom="a; dkim=pass"@x.example';
    const { results } = parseAuthenticationResults(value);
    expect(results).toHaveLength(1);
    expect(results[0]?.properties).toEqual({ 'smtp.mailfrom': '"a; dkim=pass"@x.example' });
  });

  it('passes over the version of a method', () => {
    expect(parseAuthenticationResults('mx; dkim/1=pass').results[0]?.method).toBe('dkim');
  });

  it('reads a field without results', () => {
    expect(parseAuthenticationResults('mx.example.com; none')).toEqual({
      authservId: 'mx.example.com',
      results: [],
      isUnequivocal: true,
    });
  });

  it('takes no result for the name of the server, as where Exchange Online names none', () => {
    const { authservId, results } = parseAuthenticationResults(
      'spf=pass (x) smtp.mailfrom=x.example; dkim=none',
    );
    expect([authservId, results.length]).toEqual(['', 2]);
  });

  it('survives what is never closed', () => {
    expect(parseAuthenticationResults('mx; spf=fail (never; dkim=pass').results).toHaveLength(1);
    expect(
      parseAuthenticationResults('mx; spf=fail reason="never; dkim=pass').results,
    ).toHaveLength(1);
  });

  it('never throws', () => {
    const unit = fc.constantFrom('(', ')', '"', '\\', ';', '=', ' ', 'a', '.', 'dkim=pass', 'mx');
    fc.assert(fc.property(fc.string({ unit }), (value) => void parseAuthenticationResults(value)));
  });
});
