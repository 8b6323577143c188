import { domainToASCII } from 'node:url';

/** Longest address without angle brackets (RFC 5321 §4.5.3.1.3). */
const MAX_ADDRESS_CHARACTERS = 254;

/**
 * The address in the form in which we compare addresses: lower case, domain
 * in ASCII (punycode). Undefined when the text is not `local@domain`.
 */
export function normaliseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > MAX_ADDRESS_CHARACTERS) return undefined;
  // Control and format characters make an address look like another one.
  if (/[\p{Cc}\p{Cf}<>]/u.test(trimmed)) return undefined;
  const local = unquote(trimmed.slice(0, at).toLowerCase());
  if (/[\s,;@]/.test(local) && !QUOTED.test(local)) return undefined;
  const domain = normaliseDomain(trimmed.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
}

/** Exactly one quoted string (RFC 5321 §4.1.2): other programs find a second address in `"a", victim@bank.example, "b"@x.example`. */
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;

const QUOTED_ATOM = /^"[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*"$/u;

/** Drops quotes and backslashes that the local part does not need: they do not make another address (RFC 5321 §4.1.2, R13). */
function unquote(local: string): string {
  const plain = local.startsWith('"') ? local.replace(/\\(.)/g, '$1') : local;
  return QUOTED_ATOM.test(plain) ? plain.slice(1, -1) : local;
}

/** Labels of letters, digits and hyphens (RFC 5321 §4.1.2), or with the underscore that some hosts have. */
const DOMAIN_NAME = /^[\w-]+(?:\.[\w-]+)*$/;

/** Lower case, in ASCII (punycode), without the trailing dot. Undefined when the text is not a domain name. */
export function normaliseDomain(text: string): string | undefined {
  const name = text.trim().replace(/\.$/, '');
  // domainToASCII parses a URL's host: it would read numbers as an IPv4 address, and stop at a slash.
  if (name === '' || /[\s/\\?#:@%[\]<>]/.test(name)) return undefined;
  const ascii = domainToASCII(name).toLowerCase();
  // domainToASCII leaves marks such as `)` and `=`, which other readers do not count as part of an address.
  return DOMAIN_NAME.test(ascii) ? ascii : undefined;
}

/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL_PART_OCTETS = 64;
const LOCAL_PART = /^(?:[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*|"[\x20-\x7e]*")$/;
/** Labels of at most 63 letters, digits and hyphens, no hyphen first or last (RFC 5321 §4.1.2, RFC 1035 §2.3.4). */
const HOST_NAME = /^(?:(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.|$))+(?<!\.)$/;

/** Which part of an address keeps mail from being sent to it. */
export type UnmailablePart = 'local-part-length' | 'local-part' | 'domain';

/**
 * Why no mail can be sent to a normalised address, though mail may come from it; undefined: it
 * can. SES takes ASCII alone, in the form of RFC 5321 §4.1.2.
 */
export function whyUnmailable(address: string): UnmailablePart | undefined {
  const local = address.slice(0, address.lastIndexOf('@'));
  if (!LOCAL_PART.test(local)) return 'local-part';
  if (local.length > MAX_LOCAL_PART_OCTETS) return 'local-part-length';
  return HOST_NAME.test(domainOf(address)) ? undefined : 'domain';
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Whether the address is the piping address or one of its plus forms (R13). */
export function isPipingAddress(address: string, pipingAddress: string): boolean {
  const given = normaliseAddress(address);
  const piping = normaliseAddress(pipingAddress);
  if (given === undefined || piping === undefined) return false;
  const ownLocal = piping.slice(0, piping.lastIndexOf('@'));
  const isSameDomain = domainOf(given) === domainOf(piping);
  return isSameDomain && (given === piping || given.startsWith(`${ownLocal}+`));
}
