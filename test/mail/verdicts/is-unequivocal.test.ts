import { describe, expect, it } from 'vitest';
import {
  isTraceUnequivocal,
  isUnequivocal,
} from '../../../functions/mail/verdicts/is-unequivocal.ts';

describe('isUnequivocal (S3)', () => {
  it.each([
    '',
    'mx; dkim=pass header.d=a.example',
    'mx (a comment); dkim=pass',
    'mx; dkim=pass (last)',
    'mx; dkim=pass header.b="abc/de="',
    'mx; dkim=pass header.b="ab"; spf=pass',
    'mx; dkim=pass (2048-bit key; unprotected) header.d=a.example',
    'mx; dkim=pass (1024-bit rsa key; insecure key)',
  ])('%j can be read in one way', (value) => {
    expect(isUnequivocal(value)).toBe(true);
  });

  it.each([
    'mx; dkim=pass header.d=a.example\\',
    'mx; x) dkim=pass header.d=a.example',
    'mx; dkim=pass (never closed',
    'mx; dkim=pass header.b="never closed',
    'mx; spf=pass (a (b) c)',
    'mx; spf=pass (a; dkim=pass)',
    'mx; spf=pass (a "b" c)',
    'mx; spf=pass (a\\) b)',
    'mx; spf=pass smtp.mailfrom="a;b"',
    'mx; spf=pass smtp.mailfrom="a(b"',
    'mx; spf=pass smtp.mailfrom="a b"@evil.example',
    'mx; spf=pass (a)header.d=a.example',
    'mx; dkim=pass (evil 2048-bit key; unprotected)',
    'mx; dkim=pass (2048-bit key; header.d=a.example)',
    'mx; dkim=pass (2048-bit "x" key; unprotected)',
    'mx; dkim=pass "2048-bit key; unprotected"',
  ])('%j cannot', (value) => {
    expect(isUnequivocal(value)).toBe(false);
  });
});

describe('isTraceUnequivocal (S3)', () => {
  const trace = (name: string, value: string) => isTraceUnequivocal([{ name, value }]);

  it.each([
    ['return-path', '<anna@customer.example>'],
    ['received', 'from a (b [192.0.2.1]) by mx; Tue, 03 Nov 2026'],
    ['x-spam', 'a;b;"c"'],
  ])('%s: %s can be read in one way', (name, value) => {
    expect(trace(name, value)).toBe(true);
  });

  it.each([
    ['return-path', '<a;b@customer.example>'],
    ['return-path', '<"a"@customer.example>'],
    ['return-path', '<a(b)@customer.example>'],
    ['return-path', '<a\\b@customer.example>'],
    ['received', 'from a;dkim=pass by mx; Tue'],
    ['received', 'from "a" by mx; Tue'],
    ['received', 'from a\\b by mx; Tue'],
  ])('%s: %s cannot', (name, value) => {
    expect(trace(name, value)).toBe(false);
  });

  it('judges all fields together', () => {
    const one = { name: 'received', value: 'by mx; Tue' };
    expect(isTraceUnequivocal([one, { name: 'received', value: '"' }])).toBe(false);
    expect(isTraceUnequivocal([])).toBe(true);
  });
});
