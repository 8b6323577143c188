import { describe, expect, it } from 'vitest';
import { endOfHeader, splitFields } from '../../../local/doors/header-block.ts';
import { readVerdicts } from '../../../local/doors/verdicts.ts';

const verdictsOf = (header: string) => readVerdicts(splitFields(header));

describe('readVerdicts', () => {
  it('gives PASS for everything, signed by the domain of From, by default', () => {
    expect(verdictsOf('From: "x@other.example" <carla@Kunde.example>\r\n')).toEqual({
      spf: 'PASS',
      dkim: 'PASS',
      dmarc: 'PASS',
      spam: 'PASS',
      virus: 'PASS',
      dkimDomain: 'kunde.example',
      dkimHeaders: ['From', 'To', 'Cc', 'Subject', 'Date', 'Reply-To', 'In-Reply-To', 'References'],
    });
  });

  it('names a domain in raw UTF-8 by its ASCII form, as DMARC judges it (RFC 6532, S3)', () => {
    const octets = Buffer.from('From: Ä <carla@BÜCHER.example>\r\n').toString('latin1');
    expect(verdictsOf(octets).dkimDomain).toBe('xn--bcher-kva.example');
  });

  it('reads a folded header in any case, and passes over unknown verdicts', () => {
    const verdicts = verdictsOf(
      'from: a@b.example\r\nx-local-verdicts: SPF=none\r\n\tdmarc=Gray colour=red dkim-domain=c.example dkim-headers=from:date\r\n',
    );
    expect(verdicts).toMatchObject({
      spf: 'NONE',
      dmarc: 'GRAY',
      dkim: 'PASS',
      dkimDomain: 'c.example',
      dkimHeaders: ['from', 'date'],
    });
  });
});

describe('endOfHeader', () => {
  it.each<[string, number]>([
    ['A: 1\r\nB: 2\r\n\r\nbody', 12],
    ['A: 1\nB: 2\n\nbody', 10],
    ['\r\nbody', 0],
    ['\nbody', 0],
    ['A: 1\r\n', -1],
    ['', -1],
  ])('%j ends at %i', (raw, expected) => {
    expect(endOfHeader(Buffer.from(raw))).toBe(expected);
  });
});

describe('splitFields', () => {
  it('returns every octet', () => {
    const block = 'A: 1\r\n  folded\r\nno field\r\nB:2\n C\r\n';
    expect(
      splitFields(block)
        .map(({ raw }) => raw)
        .join(''),
    ).toBe(block);
  });
});
