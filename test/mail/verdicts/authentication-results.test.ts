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
      isOrderly: true,
    });
  });

  it('leaves out comments, nested and escaped ones included', () => {
    const value =
      'mx.example.com (a (nested; dmarc=pass) \\) comment); spf (x) = (y) pass (domain; dkim=pass) smtp.mailfrom=x.example';
    expect(parseAuthenticationResults(value).results).toEqual([
      { method: 'spf', result: 'pass', properties: { 'smtp.mailfrom': 'x.example' } },
    ]);
  });

  it('reads a quoted string as one value, whatever it holds', () => {
    const value =
      'mx; spf=fail reason="x; dkim=pass header.d=bank.example" smtp.mailfrom="a; dkim=pass"@x.example';
    const { results } = parseAuthenticationResults(value);
    expect(results).toHaveLength(1);
    expect(results[0]?.properties).toEqual({ 'smtp.mailfrom': '"a; dkim=pass"@x.example' });
  });

  it('passes over the version of a method', () => {
    for (const version of ['', '/1', '/12', '/1/2'])
      expect(parseAuthenticationResults(`mx; dkim${version}=pass`).results[0]?.method).toBe('dkim');
  });

  it('reads the whole of an envelope sender with equals signs', () => {
    for (const sender of ['prvs=1234=anna@x.example', 'SRS0=a=b=y.example=anna@x.example']) {
      const { results } = parseAuthenticationResults(
        `mx; spf=pass smtp.mailfrom=${sender}; dkim=none`,
      );
      expect(results[0]?.properties).toEqual({ 'smtp.mailfrom': sender });
      expect(results).toHaveLength(2);
    }
  });

  it('gives an empty value for a property with two different values', () => {
    const propertiesOf = (said: string) =>
      parseAuthenticationResults(`mx; spf=pass ${said}`).results[0]?.properties['smtp.mailfrom'];
    expect(propertiesOf('smtp.mailfrom=a.example smtp.mailfrom=b.example')).toBe('');
    expect(propertiesOf('smtp.mailfrom=a.example smtp.mailfrom=a.example')).toBe('a.example');
  });

  it.each([
    ['a nested comment', '(a (b) header.d=bank.example c)'],
    ['a comment with an escaped end', '(a\\) header.d=bank.example)'],
    ['a quoted string with an escaped end', 'reason="a\\" header.d=bank.example"'],
  ])('reads nothing from %s', (_, words) => {
    expect(parseAuthenticationResults(`mx; dkim=pass ${words} header.s=s`).results).toEqual([
      { method: 'dkim', result: 'pass', properties: { 'header.s': 's' } },
    ]);
  });

  it.each(['"dkim"=pass', 'dkim pass', 'dkim==pass', 'dkim=', '=pass', 'dkim ; =pass'])(
    'reads no result from %s',
    (section) => {
      expect(parseAuthenticationResults(`mx; ${section}`).results).toEqual([]);
    },
  );

  it('reads the property after a word that is none', () => {
    const { results } = parseAuthenticationResults('mx; dkim=pass odd header.d=a.example');
    expect(results[0]?.properties).toEqual({ 'header.d': 'a.example' });
  });

  it('reads 100 results, and 16 Ki characters: a longer field proves nothing (S3)', () => {
    expect(parseAuthenticationResults(`mx${'; dkim=pass'.repeat(101)}`).results).toHaveLength(100);
    const field = 'mx; dkim=pass; x=';
    const longest = field.padEnd(16 * 1024, 'y');
    expect(parseAuthenticationResults(longest).isUnequivocal).toBe(true);
    const longer = parseAuthenticationResults(`${longest}; dmarc=pass`);
    expect([longer.isUnequivocal, longer.results.map(({ method }) => method)]).toEqual([
      false,
      ['dkim', 'x'],
    ]);
  });

  it('reads a field without results', () => {
    expect(parseAuthenticationResults('mx.example.com; none')).toEqual({
      authservId: 'mx.example.com',
      results: [],
      isUnequivocal: true,
      isOrderly: true,
    });
  });

  it.each([
    ['none', true],
    ['', true],
    ['dkim/1 = pass (good) header.d=a.example; ; auth=temp_error', true],
    ['dmarc=pass; @a.example', false],
    ['dmarc=pass; x=y@a.example', false],
    ['spf=pass; envelope-from=anna@a.example', false],
    ['spf="pass"', false],
    ['spf==pass', false],
    ['spf=pass smtp.mailfrom=prvs=1234=anna@a.example', true],
    ['spf=pass smtp.helo=x y smtp.mailfrom=a.example', false],
    ['dkim=pass header.i=x @a.example', false],
    ['dkim=pass header.i', false],
    ['spf=pass=fail', false],
    ['pass', false],
  ])('is orderly if each section is a result: %s → %s', (sections, isOrderly) => {
    expect(parseAuthenticationResults(`mx; ${sections}`).isOrderly).toBe(isOrderly);
  });

  it('reads no result as the server’s name, as Exchange Online gives none', () => {
    const { authservId, results } = parseAuthenticationResults(
      'spf=pass (x) smtp.mailfrom=x.example; dkim=none',
    );
    expect([authservId, results.length]).toEqual(['', 2]);
  });

  it('reads comments and quotes that are never closed', () => {
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
