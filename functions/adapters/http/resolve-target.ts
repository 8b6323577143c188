import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostOf } from './check-url.ts';
import { isCallable, type TargetPolicy } from './judge-address.ts';

export interface PinnedTarget {
  address: string;
  family: 4 | 6;
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const resolveByDns: Resolve = (host) => lookup(host, { all: true });

/**
 * The address to connect to. Every address of the name must be callable: a name that has a private one beside a public one is an attempt.
 * The connection is made to this very address, so that a second answer of DNS changes nothing (DNS rebinding). A text says why not.
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
  const [first] = found;
  if (!first) return 'the name has no address';
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}
