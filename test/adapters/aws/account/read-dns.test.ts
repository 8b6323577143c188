import { describe, expect, it } from 'vitest';
import { type Dns, findRecords } from '../../../../functions/adapters/aws/account/read-dns.ts';

/** A zone with a wildcard, which answers for names without records of their own (RFC 4592 §2). */
function zone(own: Record<string, string>): Dns {
  const exchangeOf = (name: string) => own[name] ?? (name.endsWith('.example.com') ? 'all' : '');
  return {
    resolveMx: async (name) =>
      [{ exchange: exchangeOf(name), priority: 10 }].filter((one) => one.exchange),
    resolveTxt: async () => [],
    resolveCname: async () => [],
    resolve4: async () => [],
  };
}

describe('findRecords', () => {
  it('takes the answer of a wildcard for no record: Route 53 accepts one beside it', async () => {
    const asked = {
      domain: 'support.example.com',
      mailFromDomain: 'bounce.example.com',
      dkimTokens: [],
    };
    expect(await findRecords(zone({}), asked)).toEqual([]);
    expect(await findRecords(zone({ 'bounce.example.com': 'own' }), asked)).toEqual([
      { type: 'MX', name: 'bounce.example.com' },
    ]);
  });
});
