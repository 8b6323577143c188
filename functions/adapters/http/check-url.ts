import { isIP } from 'node:net';
import { isCallable, type TargetPolicy } from './judge-address.ts';

const MAX_URL_CHARACTERS = 2_000;
/** RFC 6761 §6.3, and what home and office networks use for themselves (RFC 6762, RFC 8375, RFC 9476). */
const LOCAL_NAME =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|alt)$/;

/** A Lambda outside a VPC reaches IPv4 alone. */
export const NO_IPV6 = 'to which Lambda has no way: give a name with an IPv4 address';

/** The host without the brackets of IPv6 and the root's dot. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** What is called as it stands: a URL's reader would take blanks and controls (C0, DEL, C1) away without a word. */
const WITHOUT_BLANKS = /^[^ \p{Cc}]*$/u;

/** Why this URL is not taken as a new target. One that stands already is called as its reader reads it, blanks or not. */
export const refusalOfNewUrl = (text: string, policy: TargetPolicy): string | undefined =>
  WITHOUT_BLANKS.test(text)
    ? refusalOfUrl(text, policy)
    : 'must be a URL without blanks and control characters';

/** Why this URL is no target, as far as it shows without DNS; undefined: nothing speaks against it. */
export function refusalOfUrl(text: string, policy: TargetPolicy): string | undefined {
  const url = text.length <= MAX_URL_CHARACTERS ? URL.parse(text) : null;
  if (!url) return 'must be a URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (url.hash !== '') return 'must not hold a fragment';
  const host = hostOf(url);
  if (!isLoopback(host) || !policy.isLoopbackAllowed) {
    if (url.protocol !== 'https:') return 'must be https';
  } else if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'must be http or https';
  }
  return refusalOfHost(host, policy);
}

/** Whether it is this machine, by address or as `localhost`. */
export const isLoopback = (host: string) =>
  host === 'localhost' ||
  (isIP(host) !== 0 &&
    isCallable(host, { isLoopbackAllowed: true }) &&
    !isCallable(host, { isLoopbackAllowed: false }));

function refusalOfHost(host: string, policy: TargetPolicy): string | undefined {
  if (isIP(host) !== 0) {
    if (!isCallable(host, policy)) return 'must not be a private or reserved address';
    return isIP(host) === 6 && !isLoopback(host)
      ? `must not be an IPv6 address, ${NO_IPV6}`
      : undefined;
  }
  if (host === 'localhost' && policy.isLoopbackAllowed) return undefined;
  if (LOCAL_NAME.test(host) || !host.includes('.')) return 'must not be a name of a local network';
  return undefined;
}
