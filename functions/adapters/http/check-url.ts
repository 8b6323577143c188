import { isIP } from 'node:net';
import { isCallable, type TargetPolicy } from './is-callable.ts';

const MAX_URL_CHARACTERS = 2_000;
/** Names of local networks: RFC 6761 §6.3, RFC 6762, RFC 8375, RFC 9476, and those in common use. */
const LOCAL_NAME =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|alt)$/;

/** A Lambda function outside a VPC reaches only IPv4. */
export const NO_IPV6 = 'to which Lambda has no way: give a name with an IPv4 address';

/** The host without IPv6's brackets and a trailing dot. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Blanks and control characters (C0, DEL, C1), which a URL parser would silently remove. */
const WITHOUT_BLANKS = /^[^ \p{Cc}]*$/u;

/** Why this URL is refused for a new webhook. Blanks are refused only here: an existing webhook is called as the parser reads its URL. */
export const refusalOfNewUrl = (text: string, policy: TargetPolicy): string | undefined =>
  WITHOUT_BLANKS.test(text)
    ? refusalOfUrl(text, policy)
    : 'must be a URL without blanks and control characters';

/** Why this URL is no target, as far as it can be told without DNS; undefined: it is acceptable. */
export function refusalOfUrl(text: string, policy: TargetPolicy): string | undefined {
  const url = text.length <= MAX_URL_CHARACTERS ? URL.parse(text) : null;
  if (!url) return 'must be a whole URL, such as "https://chat.example.com/hook"';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (url.hash !== '') return 'must not hold a fragment';
  const host = hostOf(url);
  if (!isLoopback(host) || !policy.isLoopbackAllowed) {
    if (url.protocol !== 'https:') return 'must begin with https://';
  } else if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'must begin with http:// or https://';
  }
  return refusalOfHost(host, policy);
}

/** Whether the host is this machine, by address or as `localhost`. */
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
