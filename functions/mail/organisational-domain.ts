import { getDomain } from 'tldts';
import { normaliseDomain } from './addresses.ts';

/**
 * The registrable domain by the public suffix list, including private
 * suffixes such as `github.io`. A domain without one is returned itself.
 */
export function organisationalDomain(domain: string): string {
  const name = normaliseDomain(domain) ?? domain.toLowerCase();
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

/** Relaxed alignment (RFC 7489 §3.1): both have the same organisational domain. */
export function isAligned(domain: string, authorDomain: string): boolean {
  return domain !== '' && organisationalDomain(domain) === organisationalDomain(authorDomain);
}
