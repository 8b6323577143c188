import { getDomain } from 'tldts';
import { normaliseDomain } from './addresses.ts';

/** The registrable domain by the public suffix list, private suffixes such as `github.io` counted; a domain without one stands for itself. */
export function organisationalDomain(domain: string): string {
  const name = normaliseDomain(domain) ?? domain.toLowerCase();
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

/** Relaxed alignment (RFC 7489 §3.1): the organisational domains are the same. */
export function isAligned(domain: string, authorDomain: string): boolean {
  return domain !== '' && organisationalDomain(domain) === organisationalDomain(authorDomain);
}
