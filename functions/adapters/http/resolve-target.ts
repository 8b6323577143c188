import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostOf, isLoopback, NO_IPV6 } from './check-url.ts';
import { isCallable, type TargetPolicy } from './is-callable.ts';

export interface PinnedTarget {
  address: string;
  family: 4 | 6;
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const resolveByDns: Resolve = (host) => lookup(host, { all: true });

/**
 * Resolves the address to connect to; a string says why there is none. Every address of the name must be callable: a private address beside
 * a public one is an attack. The connection is pinned to the returned address, so a later DNS answer changes nothing (DNS rebinding). IPv4
 * is preferred, because Lambda cannot reach the IPv6 internet; this machine's own IPv6 address works.
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
