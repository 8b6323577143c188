import { domainToUnicode } from 'node:url';
import { domainOf, normaliseAddress } from '../addresses.ts';
import type { Address } from '../message.ts';
import { cleanName } from './parse-addresses.ts';
import { type MailboxToken, scanMailboxes } from './scan-mailboxes.ts';

/** Characters of all From fields together. No mail program writes longer ones. */
const MAX_FROM_CHARACTERS = 64 * 1024;
/** Layers such as `'<mailto:` that are taken off one damaged address. */
const MAX_WRAPPINGS = 4;

/**
 * Reads the one author of a mail (S3). Undefined when any reader could find two mailboxes in the From fields, when an element names no
 * address, or when a domain is not written in its normal form. Damage that leaves no doubt is accepted: From repeated with the same
 * address, `<mailto:…>`, quotes around the address, one missing bracket or quote.
 */
export function readAuthor(values: string[]): Address | undefined {
  if (values.reduce((sum, { length }) => sum + length, 0) > MAX_FROM_CHARACTERS) return undefined;
  const authors = values.map((value) => readField(value));
  const [first] = authors;
  return first && authors.every((author) => author?.address === first.address) ? first : undefined;
}

function readField(value: string, isWithinQuotes = false): Address | undefined {
  const elements = splitElements(scanMailboxes(value));
  if (!elements) return undefined;
  const authors: Address[] = [];
  // `Rossi, Carla <carla@k.example>`: an unquoted comma in a name leaves pieces before the element with the address.
  let fragments: string[] = [];
  for (const element of elements) {
    if (isPieceOfName(element)) {
      fragments.push(nameOf(element));
      continue;
    }
    const address = readElement(element) ?? (isWithinQuotes ? undefined : readQuoted(element));
    if (!address || (fragments.length > 0 && !isNamed(element))) return undefined;
    const name = cleanName([...fragments, nameOf(element)].join(', '));
    // `"carla@k.example" <carla@k.example>`: a name that repeats the address is no name.
    authors.push({ name: normaliseAddress(name) === address ? '' : name, address });
    fragments = [];
  }
  const [first] = authors;
  const isOne =
    fragments.length === 0 && authors.every(({ address }) => address === first?.address);
  return isOne ? first : undefined;
}

/** Whether a quote or comment is never closed while the field has two addresses: readers then split it in different places. */
const splitsAmbiguously = (tokens: MailboxToken[]) =>
  tokens.some(
    ({ kind, text }) => kind === 'word' && /^["(]/.test(text) && !/^"[^"]*"@/.test(text),
  ) && tokens.filter(({ text }) => text.includes('@')).length > 1;

/**
 * Splits at commas and semicolons, without empty elements. Undefined when readers split
 * the field in different places, or when the name of a group could be an address.
 */
function splitElements(tokens: MailboxToken[]): MailboxToken[][] | undefined {
  if (splitsAmbiguously(tokens)) return undefined;
  const elements: MailboxToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ':') {
      // `Team: a@x.example;` (RFC 6854): the words before the colon are the group's name.
      if (elements.at(-1)?.some(holdsAt)) return undefined;
      elements[elements.length - 1] = [];
    } else if (token.kind === ',' || token.kind === ';') elements.push([]);
    else elements.at(-1)?.push(token);
  }
  return elements.filter((element) => element.some(({ kind }) => kind !== 'comment'));
}

const holdsAt = ({ kind, text }: MailboxToken) =>
  kind === 'angle' || (kind === 'word' && text.includes('@'));

const isPieceOfName = (element: MailboxToken[]) =>
  element.every(
    ({ kind, text }) =>
      kind === 'comment' || kind === 'encoded' || (kind !== 'angle' && !text.includes('@')),
  );

/** The element has words and a bracketed address, so the pieces before it belong to its name. */
const isNamed = (element: MailboxToken[]) =>
  element.some(({ kind }) => kind === 'angle') &&
  element.some(({ kind }) => ['word', 'quoted', 'encoded'].includes(kind));

/** The one address of an element. Undefined when it has none, or could mean more than one. */
function readElement(element: MailboxToken[]): string | undefined {
  if (element.some((token, at) => isGlued(token, element[at + 1]))) return undefined;
  const named = element.filter(holdsAt);
  if (named.length === 0) return undefined;
  const addresses = named.map(({ text }) => readWritten(text));
  const [first] = addresses;
  return addresses.every((address) => address === first) ? first : undefined;
}

/** An address directly follows or precedes a bracket, quote or comment without a blank: readers split that in different places. */
function isGlued(token: MailboxToken, next: MailboxToken | undefined): boolean {
  if (!token.touchesNext || next === undefined || next.kind === 'comment') return false;
  if (token.kind === 'angle') return true;
  if (token.kind === 'comment') return next.kind !== 'angle';
  return next.kind !== 'angle' && (holdsAt(token) || holdsAt(next));
}

/** Everything is in quotes: `"Carla <carla@k.example>"` or `"carla@k.example"`. */
function readQuoted(element: MailboxToken[]): string | undefined {
  if (element.some(holdsAt)) return undefined;
  const [only, ...others] = element.filter(
    ({ kind, text }) => kind === 'quoted' && text.includes('@'),
  );
  return only && others.length === 0 ? readField(only.text, true)?.address : undefined;
}

/** The address without its wrappings: `<<mailto:carla@k.example>>`, `'carla@k.example'`. */
function readWritten(text: string): string | undefined {
  let bare = text.trim();
  for (let at = 0; at < MAX_WRAPPINGS; at++)
    bare = bare
      .replace(/^(?:mailto:|['<])/i, '')
      .replace(/['>]$/, '')
      .replace(/^"([^"]*)"$/, '$1')
      .trim();
  const address = FOLDS_TO_ASCII.test(bare) ? undefined : normaliseAddress(bare);
  const isSure =
    address !== undefined && isLocalPlain(address) && isDomainNormal(bare, domainOf(address));
  return isSure ? address : undefined;
}

/**
 * A local part with a comment, scheme or encoded word is not plain: some
 * readers keep it and others remove it (RFC 5322 §3.4.1, RFC 2047 §5).
 */
const isLocalPlain = (address: string) =>
  address.startsWith('"') || !/[()[\]:\\"]|=\?/.test(address.slice(0, address.lastIndexOf('@')));

/**
 * Whether the domain is written in its normal form. Readers that do not
 * fold full-width letters, other dots or numbers would read another domain.
 */
function isDomainNormal(written: string, normal: string): boolean {
  const domain = domainOf(written).toLowerCase();
  return domain === normal || domain === domainToUnicode(normal);
}

/** The Kelvin sign and the dotted capital I: their lower case is, or begins with, an ASCII letter, but not for every reader. */
const FOLDS_TO_ASCII = /[\u212a\u0130]/;

function nameOf(element: MailboxToken[]): string {
  const words = element.filter(
    ({ kind, text }) =>
      kind === 'quoted' || kind === 'encoded' || (kind === 'word' && !text.includes('@')),
  );
  const spoken = words.length > 0 ? words : element.filter(({ kind }) => kind === 'comment');
  return spoken.map(({ text }) => text.replace(/^"/, '')).join(' ');
}
