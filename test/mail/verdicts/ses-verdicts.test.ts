import { describe, expect, it } from 'vitest';
import { readSpfDomain, readVerdict } from '../../../functions/mail/verdicts/ses-verdicts.ts';

describe('readVerdict', () => {
  it.each([
    ['PASS', 'PASS'],
    ['processing_failed', 'PROCESSING_FAILED'],
    ['SOMETHING_NEW', 'GRAY'],
    ['', undefined],
    [undefined, undefined],
  ])('%s → %s', (status, verdict) => {
    expect(readVerdict(status)).toBe(verdict);
  });
});

describe('readSpfDomain', () => {
  it('is the domain of the envelope (S3)', () => {
    expect(readSpfDomain('anna@Customer.example')).toBe('customer.example');
  });

  it('is none for the null reverse-path', () => {
    expect([readSpfDomain(''), readSpfDomain('<>'), readSpfDomain(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
