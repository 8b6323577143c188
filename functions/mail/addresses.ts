import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { getDomain } from 'tldts';
import { cleanText } from './clean-text.ts';
import { decodeWords } from './decode-words.ts';
import type { Address } from './message.ts';

/** Addresses that are read of all fields of one name together. */
const MAX_ADDRESSES = 1000;
/** Characters of one field that are read. */
const MAX_FIELD_CHARACTERS = 64 * 1024;
const MAX_NAME_CHARACTERS = 1000;
/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const MAX_ADDRESS_CHARACTERS = 254;

/**
 * Addresses of the fields' values, groups flattened. Names are decoded after parsing, so that an encoded word cannot bring a comma or
 * an angle bracket; what is no address is left out.
 */
export function parseAddresses(values: string[]): Address[] {
  const addresses: Address[] = [];
  for (const value of values) {
    for (const found of addressparser(value.slice(0, MAX_FIELD_CHARACTERS), { flatten: true })) {
      const address = normaliseAddress(found.address);
      if (address === undefined) continue;
      addresses.push({ name: cleanName(found.name), address });
      if (addresses.length >= MAX_ADDRESSES) return addresses;
    }
  }
  return addresses;
}

/** A display name, decoded and safe to show. */
export function cleanName(name: string): string {
  return cleanText(decodeWords(name)).slice(0, MAX_NAME_CHARACTERS);
}

/** The address as we compare it: lower case, domain in ASCII (punycode); undefined for what is no `local@domain`. */
export function normaliseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > MAX_ADDRESS_CHARACTERS) return undefined;
  // A control or format character in an address is an attempt to make it look like another one.
  if (/[\p{Cc}\p{Cf}<>]/u.test(trimmed)) return undefined;
  const local = unquote(trimmed.slice(0, at).toLowerCase());
  if (/[\s,;@]/.test(local) && !/^".*"$/.test(local)) return undefined;
  const domain = normaliseDomain(trimmed.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
}

/** RFC 5321 §4.1.2: quotes that nothing needs change no address, so that they hide none (R13). */
const unquote = (local: string) =>
  /^"[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*"$/u.test(local)
    ? local.slice(1, -1)
    : local;

/** Lower case, ASCII (punycode), without the root's dot; undefined for what is no domain name. */
export function normaliseDomain(text: string): string | undefined {
  const name = text.trim().replace(/\.$/, '');
  // domainToASCII reads a URL's host: it would take numbers for an IPv4 address and cut at a slash.
  if (name === '' || /[\s/\\?#:@%[\]<>]/.test(name)) return undefined;
  const ascii = domainToASCII(name).toLowerCase();
  return ascii === '' || ascii.split('.').includes('') ? undefined : ascii;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** The registrable domain by the public suffix list, private suffixes such as `github.io` counted; a domain without one stands for itself. */
export function organisationalDomain(domain: string): string {
  const name = normaliseDomain(domain) ?? domain.toLowerCase();
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

/** Relaxed alignment (RFC 7489 §3.1): the organisational domains are the same. */
export function isAligned(domain: string, authorDomain: string): boolean {
  return domain !== '' && organisationalDomain(domain) === organisationalDomain(authorDomain);
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
