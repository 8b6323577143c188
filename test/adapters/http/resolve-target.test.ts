import { describe, expect, it } from 'vitest';
import { resolveTarget } from '../../../functions/adapters/http/resolve-target.ts';

const leadingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const resolve = (addresses: string[], isLoopbackAllowed = false) =>
  resolveTarget(
    new URL('https://chat.example/hook'),
    { isLoopbackAllowed },
    leadingTo(...addresses),
  );

const HOSTILE_ADDRESSES = [
  '169.254.169.254',
  '10.0.0.1',
  '172.16.3.4',
  '192.168.1.1',
  '127.0.0.1',
  '0.0.0.0',
  '100.64.0.1',
  '198.18.0.1',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '2002:a00:1::',
  '2001:0:1::1',
  '2001:db8::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];

describe('resolveTarget', () => {
  it('gives the address to connect to', async () => {
    expect(await resolve(['93.184.216.34', '2606:2800::1'])).toEqual({
      address: '93.184.216.34',
      family: 4,
    });
  });

  it('takes the IPv4 address, in any place, as Lambda cannot reach IPv6', async () => {
    expect(await resolve(['2606:2800::1', '93.184.216.34'])).toEqual({
      address: '93.184.216.34',
      family: 4,
    });
  });

  it('says that a name with only IPv6 addresses cannot be reached', async () => {
    expect(await resolve(['2606:2800::1'])).toMatch(/IPv6 addresses alone.*IPv4/);
  });

  it('reaches this machine by IPv6 if loopback is allowed', async () => {
    expect(await resolve(['::1'], true)).toEqual({ address: '::1', family: 6 });
  });

  it.each(HOSTILE_ADDRESSES)('refuses a name that resolves to %s', async (address) => {
    expect(await resolve([address])).toMatch(/private or reserved/);
  });

  it('refuses a name with a private address among several', async () => {
    expect(await resolve(['93.184.216.34', '10.0.0.1'])).toMatch(/private or reserved/);
  });

  it('says that a name has no address', async () => {
    expect(await resolve([])).toMatch(/no address/);
  });

  it.each(['10.0.0.1', '169.254.169.254', 'fd00::1'])(
    'refuses %s even if loopback is allowed',
    async (address) => {
      expect(await resolve(['127.0.0.1'], true)).toMatchObject({ address: '127.0.0.1' });
      expect(await resolve([address], true)).toMatch(/private or reserved/);
      expect(await resolve(['127.0.0.1', address], true)).toMatch(/private or reserved/);
    },
  );
});
