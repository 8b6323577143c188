import { normaliseDomain } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { HeaderField, Message } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';

/** Signatures that are read, from the top. When there are more, none proves anybody, because the valid one may be among the rest. */
const MAX_SIGNATURES = 20;
/** Characters of one field that are read, without its blanks. */
const MAX_FIELD_CHARACTERS = 16 * 1024;

/** What a DKIM-Signature field claims (RFC 6376 §3.5). Whether it is valid is for a receiver to say. */
export interface DkimSignature {
  /** The d= tag, in ASCII. */
  domain: string;
  /** Domain of the i= tag, in ASCII; without i= the same as d=. */
  identityDomain: string;
  /** The h= tag: lower-cased, in order, repeated names included. */
  headers: string[];
  /**
   * Has l=, so the end of the body is not signed and anyone may add to it (RFC 6376 §8.2). A field too long to be read counts as having it.
   */
  isPartial: boolean;
}

/** The mail's DKIM-Signature fields, top first. One without d=, or with an i= outside d=, is left out. */
export function readDkimSignatures(headerFields: HeaderField[]): DkimSignature[] {
  return headerValues({ headerFields }, 'dkim-signature')
    .slice(0, MAX_SIGNATURES)
    .flatMap((value) => readSignature(value) ?? []);
}

/**
 * The d= domains of the mail's signatures that a receiver named as valid, by d= or by the domain of
 * i= (S3). A domain does not count if any of its signatures leaves out From or the end of the body:
 * such a signature proves nobody's words, and it may be the one that the receiver found valid.
 */
export function signedDomains(headerFields: HeaderField[], named: string[]): string[] {
  if (hasTooManySignatures(headerFields)) return [];
  const signatures = readDkimSignatures(headerFields);
  const isSound = (domain: string) =>
    signatures.every((each) => each.domain !== domain || !each.isPartial) &&
    isCoveredBySignature(headerFields, domain, 'from');
  const domains = signatures
    .filter((each) => named.includes(each.domain) || named.includes(each.identityDomain))
    .map(({ domain }) => domain);
  return [...new Set(domains)].filter(isSound);
}

const hasTooManySignatures = (headerFields: HeaderField[]) =>
  headerValues({ headerFields }, 'dkim-signature').length > MAX_SIGNATURES;

/**
 * Whether a DMARC pass for this domain may rest on a signature that proves nobody's words. DMARC
 * only asks for a valid aligned signature, whatever it covers (RFC 7489 §4.2).
 */
export const mayRestOnUnsoundSignature = (message: Signed, domain: string): boolean =>
  hasTooManySignatures(message.headerFields) ||
  readDkimSignatures(message.headerFields).some(
    (each) =>
      isAligned(each.domain, domain) && (each.isPartial || !coversReading(each.headers, message)),
  );

type Signed = Pick<Message, 'headerFields' | 'decidingFields'>;

/**
 * Whether a list of signed fields (h=) has the author, those that say how the body is to be read, and
 * the subject: whoever sends the signed mail again could choose what the others say.
 */
export const coversReading = (
  headers: string[],
  { headerFields, decidingFields }: Signed,
): boolean =>
  ['from', ...decidingFields].every((name) => namesAll(headers, headerFields, name)) &&
  (headerFields.every(({ name }) => name !== 'subject') ||
    namesAll(headers, headerFields, 'subject'));

/**
 * Whether every signature of the domain covers all occurrences of the field `name` (RFC 6376 §5.4.2), or its absence (S4). Every one,
 * because it is not known which of several the receiver found valid. Without a signature of the domain, nothing is covered.
 */
export function isCoveredBySignature(
  headerFields: HeaderField[],
  domain: string,
  name: string,
): boolean {
  const signatures = readDkimSignatures(headerFields).filter((each) => each.domain === domain);
  return (
    signatures.length > 0 &&
    signatures.every(({ headers }) => namesAll(headers, headerFields, name))
  );
}

/** Whether a list of signed fields (h=) has `name` as often as the mail has it; once if the mail does not have it. */
export function namesAll(headers: string[], headerFields: HeaderField[], name: string): boolean {
  const wanted = name.toLowerCase();
  const count = Math.max(1, headerValues({ headerFields }, wanted).length);
  return headers.filter((each) => each === wanted).length >= count;
}

function readSignature(value: string): DkimSignature | undefined {
  const bare = withoutBlanks(value);
  const tags = readTags(bare);
  const domain = normaliseDomain(tags.get('d') ?? '');
  const identity = tags.get('i') ?? '';
  const identityDomain = identity === '' ? domain : normaliseDomain(identity.replace(/^.*@/s, ''));
  if (domain === undefined || identityDomain === undefined) return undefined;
  if (identityDomain !== domain && !identityDomain.endsWith(`.${domain}`)) return undefined;
  const headers = readHeaderList(tags);
  const isPartial = tags.has('l') || bare.length > MAX_FIELD_CHARACTERS;
  return { domain, identityDomain, headers, isPartial };
}

/** The h= tag of a signature: lower-cased field names, in order. */
export const readSignedHeaders = (value: string): string[] =>
  readHeaderList(readTags(withoutBlanks(value)));

/** Blanks added to a signature do not break it (RFC 6376 §3.4.2), so they must not push a tag beyond what is read. */
const withoutBlanks = (value: string) => value.replace(/\s+/g, '');

const readHeaderList = (tags: Map<string, string>) =>
  (tags.get('h') ?? '').toLowerCase().split(':').filter(Boolean);

/** `tag=value` between semicolons. The first tag of a name counts, because RFC 6376 §3.2 allows only one. */
function readTags(bare: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const piece of bare.slice(0, MAX_FIELD_CHARACTERS).split(';')) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, at).toLowerCase();
    if (at > 0 && !tags.has(name)) tags.set(name, piece.slice(at + 1));
  }
  return tags;
}
