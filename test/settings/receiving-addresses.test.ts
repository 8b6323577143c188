import { describe, expect, it } from 'vitest';
import { TOKEN_CHARS } from '../../functions/conversations/signals/token.ts';
import octets from '../../functions/settings/address-octets.json' with { type: 'json' };
import {
  checkSenderAddress,
  parseReceivesAt,
} from '../../functions/settings/receiving-addresses.ts';

const receiving = parseReceivesAt('support@example.com team@example.org example.com');
const some = parseReceivesAt('support@example.com');

describe('parseReceivesAt', () => {
  it('reads the addresses, the piping address first, and the domain of which all mail is received', () => {
    expect(receiving).toEqual({
      addresses: ['support@example.com', 'team@example.org'],
      wholeDomain: 'example.com',
    });
  });

  it('throws if there is no address', () => {
    expect(() => parseReceivesAt('example.com')).toThrow('RECEIVES_AT');
  });
});

describe('checkSenderAddress', () => {
  it.each(['support@example.com', 'team@example.org', 'anybody@example.com'])(
    'accepts %s',
    (one) => {
      expect(checkSenderAddress(one, receiving, [])).toBeUndefined();
    },
  );

  it("accepts a mailbox's address, whose mail is polled (R6)", () => {
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

  it('leaves room for plus and token (S2)', () => {
    expect(TOKEN_CHARS).toBeLessThanOrEqual(octets.token);
    expect(octets.senderLocalPart).toBe(octets.localPart - '+'.length - octets.token);
  });
});
