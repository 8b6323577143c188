import { describe, expect, it } from 'vitest';
import {
  checkSenderAddress,
  MAX_SENDER_LOCAL_PART_OCTETS,
  parseReceivesAt,
} from '../../functions/settings/receiving-addresses.ts';
import { MAX_LOCAL_PART_OCTETS } from '../../lib/configuration.ts';

const receiving = parseReceivesAt('support@example.com team@example.org example.com');
const some = parseReceivesAt('support@example.com');

describe('parseReceivesAt', () => {
  it('reads the addresses, the piping address first, and the domain that is received whole', () => {
    expect(receiving).toEqual({
      addresses: ['support@example.com', 'team@example.org'],
      wholeDomain: 'example.com',
    });
  });

  it('throws where there is no address', () => {
    expect(() => parseReceivesAt('example.com')).toThrow('RECEIVES_AT');
  });
});

describe('checkSenderAddress', () => {
  it.each(['support@example.com', 'team@example.org', 'anybody@example.com'])('takes %s', (one) => {
    expect(checkSenderAddress(one, receiving, [])).toBeUndefined();
  });

  it("takes a mailbox's address: the poller brings its mail (R6)", () => {
    const mailboxes = [{ address: 'box@provider.example' }];
    expect(checkSenderAddress('box@provider.example', some, mailboxes)).toBeUndefined();
  });

  it.each([
    ['other@example.com', 'possible are support@example.com'],
    ['a@sub.example.com', 'possible are support@example.com'],
    ['support+x@example.com', 'plus part'],
    [`${'a'.repeat(27)}@example.com`, 'more than 26 octets'],
  ])('refuses %s', (address, reason) => {
    expect(checkSenderAddress(address, some, [])).toContain(reason);
  });

  it('leaves as much room for the token as the configuration does (S2)', () => {
    expect(MAX_SENDER_LOCAL_PART_OCTETS).toBe(MAX_LOCAL_PART_OCTETS);
  });
});
