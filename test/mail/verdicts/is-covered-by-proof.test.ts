import { describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { isCoveredByProof } from '../../../functions/mail/verdicts/is-covered-by-proof.ts';

const AUTHOR = 'anna@customer.example';
const OWN = 'mail.customer.example';
const signature = (domain: string, headers: string) => ({
  name: 'dkim-signature',
  value: `v=1; d=${domain}; h=${headers}; bh=x; b=x`,
});
const REPLY_TO = { name: 'reply-to', value: 'z@y.example' };
const FIELDS = [
  signature(OWN, 'from:reply-to'),
  signature('customer.example', 'from'),
  signature('other.example', 'from:reply-to'),
  REPLY_TO,
];
const covers = (verdicts: Verdicts, fields = FIELDS) =>
  isCoveredByProof(fields, AUTHOR, verdicts, 'reply-to');

describe('isCoveredByProof (S4)', () => {
  const rows: [string, Verdicts, boolean][] = [
    ['an aligned SPF PASS', { spf: 'PASS', spfDomain: OWN }, true],
    ['an SPF PASS of another domain', { spf: 'PASS', spfDomain: 'other.example' }, false],
    ['an SPF PASS of no domain', { spf: 'PASS' }, false],
    ['an SPF FAIL', { spf: 'FAIL', spfDomain: OWN }, false],
    ['an aligned signature that names it', { dkim: 'PASS', dkimDomains: [OWN] }, true],
    [
      'an aligned signature that leaves it out',
      { dkim: 'PASS', dkimDomains: ['customer.example'] },
      false,
    ],
    ['one of two that names it', { dkim: 'PASS', dkimDomains: ['customer.example', OWN] }, true],
    [
      "another domain's signature that names it",
      { dkim: 'PASS', dkimDomains: ['other.example'] },
      false,
    ],
    ['a signature that failed', { dkim: 'FAIL', dkimDomains: [OWN] }, false],
    ['no signature', { dkim: 'PASS' }, false],
    ["the author's own server", { internalDomain: 'customer.example' }, true],
    ['the own server of another domain', { internalDomain: 'other.example' }, false],
    ['DMARC PASS alone', { dmarc: 'PASS', dmarcDomain: 'customer.example' }, false],
    ['nothing', {}, false],
  ];

  it.each(rows)('by %s: %j → %s', (_, verdicts, isCovered) => {
    expect(covers(verdicts)).toBe(isCovered);
  });

  it('is decided by the seal alone if a forwarder sealed the mail (RFC 8617)', () => {
    expect(covers({ sealedHeaders: ['from', 'reply-to'] })).toBe(true);
    expect(covers({ sealedHeaders: ['from', 'reply-to'] }, [REPLY_TO, REPLY_TO])).toBe(false);
    const proved: Verdicts = { spf: 'PASS', spfDomain: OWN, internalDomain: 'customer.example' };
    expect(covers({ ...proved, sealedHeaders: ['from'] })).toBe(false);
  });
});
