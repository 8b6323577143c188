import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostOf, isLoopback, NO_IPV6 } from './check-url.ts';
import { isCallable, type TargetPolicy } from './judge-address.ts';

export interface PinnedTarget {
  address: string;
  family: 4 | 6;
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const resolveByDns: Resolve = (host) => lookup(host, { all: true });

/**
 * The address to connect to. Every address of the name must be callable: a name that has a private one beside a public one is an attempt.
 * The connection is made to this very address, so that a second answer of DNS changes nothing (DNS rebinding). An IPv4 address is taken where
 * there is one: Lambda has no way to the IPv6 internet (this machine's own address is near enough). A text says why not.
 */
export async function resolveTarget(
  url: URL,
  policy: TargetPolicy,
  resolve: Resolve = resolveByDns,
): Promise<PinnedTarget | string> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  const refused = found.find(({ address }) => !isCallable(address, policy));
  if (refused) return 'the name leads to a private or reserved address';
  if (found.length === 0) return 'the name has no address';
  const ipv4 = found.find((one) => one.family === 4);
  if (ipv4) return { address: ipv4.address, family: 4 };
  const own = found.find(({ address }) => isLoopback(address));
  return own
    ? { address: own.address, family: 6 }
    : `the name has IPv6 addresses alone, ${NO_IPV6}`;
}
