import { describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { judgeAuthentication } from '../../../functions/mail/verdicts/judge-authentication.ts';

const OWN = 'mail.customer.example';
const OTHER = 'other.example';

describe('judgeAuthentication (S3)', () => {
  const rows: [string, Verdicts, ReturnType<typeof judgeAuthentication>][] = [
    ['DMARC PASS', { dmarc: 'PASS' }, 'authenticated'],
    ['DMARC PASS although SPF fails', { dmarc: 'PASS', spf: 'FAIL' }, 'authenticated'],
    [
      'DMARC PASS for the author domain',
      { dmarc: 'PASS', dmarcDomain: 'customer.example' },
      'authenticated',
    ],
    ['DMARC PASS for another author', { dmarc: 'PASS', dmarcDomain: OTHER }, 'no-verdict'],
    [
      'DMARC PASS for another host of the domain',
      { dmarc: 'PASS', dmarcDomain: OWN },
      'no-verdict',
    ],
    [
      'DMARC PASS for a domain that cannot be told',
      { dmarc: 'PASS', dmarcDomain: '' },
      'no-verdict',
    ],
    [
      'DMARC FAIL over an aligned DKIM PASS',
      { dmarc: 'FAIL', dkim: 'PASS', dkimDomains: [OWN] },
      'failed',
    ],
    [
      'DMARC FAIL over an aligned SPF PASS',
      { dmarc: 'FAIL', spf: 'PASS', spfDomain: OWN },
      'failed',
    ],
    ['aligned SPF PASS', { spf: 'PASS', spfDomain: OWN }, 'authenticated'],
    ['aligned DKIM PASS', { dkim: 'PASS', dkimDomains: [OTHER, OWN] }, 'authenticated'],
    [
      'aligned DKIM PASS although SPF fails',
      { spf: 'FAIL', dkim: 'PASS', dkimDomains: [OWN] },
      'authenticated',
    ],
    [
      'aligned SPF PASS although DKIM fails',
      { spf: 'PASS', spfDomain: OWN, dkim: 'FAIL' },
      'authenticated',
    ],
    ['unaligned SPF PASS', { spf: 'PASS', spfDomain: OTHER }, 'no-verdict'],
    ['unaligned DKIM PASS', { dkim: 'PASS', dkimDomains: [OTHER] }, 'no-verdict'],
    ['PASS without a domain', { spf: 'PASS', dkim: 'PASS' }, 'no-verdict'],
    ['unaligned SPF PASS and DKIM FAIL', { spf: 'PASS', spfDomain: OTHER, dkim: 'FAIL' }, 'failed'],
    [
      'unaligned DKIM PASS and SPF FAIL',
      { spf: 'FAIL', dkim: 'PASS', dkimDomains: [OTHER] },
      'failed',
    ],
    ['SPF FAIL', { spf: 'FAIL' }, 'failed'],
    ['DKIM FAIL', { dkim: 'FAIL' }, 'failed'],
    ['GRAY', { spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' }, 'no-verdict'],
    ['NONE', { spf: 'NONE', dkim: 'NONE', dmarc: 'NONE' }, 'no-verdict'],
    [
      'PROCESSING_FAILED',
      { spf: 'PROCESSING_FAILED', dkim: 'PROCESSING_FAILED', dmarc: 'PROCESSING_FAILED' },
      'no-verdict',
    ],
    [
      'GRAY with aligned domains',
      { spf: 'GRAY', spfDomain: OWN, dkim: 'GRAY', dkimDomains: [OWN] },
      'no-verdict',
    ],
    ['silence', {}, 'no-verdict'],
    [
      'the own server, where somebody was logged in there',
      { internalDomain: 'customer.example', spf: 'FAIL' },
      'authenticated',
    ],
    ['the own server of another domain', { internalDomain: OTHER }, 'no-verdict'],
    [
      'DMARC FAIL over the own server',
      { dmarc: 'FAIL', internalDomain: 'customer.example' },
      'failed',
    ],
  ];

  it.each(rows)('%s', (_, verdicts, authentication) => {
    expect(judgeAuthentication('anna@customer.example', verdicts)).toBe(authentication);
  });
});
