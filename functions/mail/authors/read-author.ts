import { domainToUnicode } from 'node:url';
import { domainOf, normaliseAddress } from '../addresses.ts';
import type { Address } from '../message.ts';
import { cleanName } from './parse-addresses.ts';
import { type MailboxToken, scanMailboxes } from './scan-mailboxes.ts';

/** Characters of the From fields together that are read; longer ones are nobody's program's. */
const MAX_FROM_CHARACTERS = 64 * 1024;
/** `'<mailto:` and the like that one damaged address may be wrapped in. */
const MAX_WRAPPINGS = 4;

/**
 * The one author of a mail (S3), read strictly: undefined where two mailboxes can be read out of the From fields however they are written,
 * where an element names nobody, or where a domain is written otherwise than in its normal form. Damage that leaves no doubt is forgiven:
 * the same From twice, `<mailto:…>`, quotes around the address, a bracket or a quote that is missing.
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
  // `Rossi, Carla <carla@k.example>`: pieces of a name stand before an element that has a name and an address.
  let fragments: string[] = [];
  for (const element of elements) {
    if (isPieceOfName(element)) {
      fragments.push(nameOf(element));
      continue;
    }
    const address = readElement(element) ?? (isWithinQuotes ? undefined : readQuoted(element));
    if (!address || (fragments.length > 0 && !isNamed(element))) return undefined;
    const name = cleanName([...fragments, nameOf(element)].join(', '));
    // `"carla@k.example" <carla@k.example>` names nobody.
    authors.push({ name: normaliseAddress(name) === address ? '' : name, address });
    fragments = [];
  }
  const [first] = authors;
  const isOne =
    fragments.length === 0 && authors.every(({ address }) => address === first?.address);
  return isOne ? first : undefined;
}

/** With a quote or a comment that is never closed readers part the field in different places: one address may stand in it, not two. */
const isTornApart = (tokens: MailboxToken[]) =>
  tokens.some(
    ({ kind, text }) => kind === 'word' && /^["(]/.test(text) && !/^"[^"]*"@/.test(text),
  ) && tokens.filter(({ text }) => text.includes('@')).length > 1;

/**
 * Elements between commas and semicolons, empty ones left out; undefined where readers part the field in different places, or where the name
 * of a group could be an address.
 */
function splitElements(tokens: MailboxToken[]): MailboxToken[][] | undefined {
  if (isTornApart(tokens)) return undefined;
  const elements: MailboxToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ':') {
      // `Team: a@x.example;` (RFC 6854): what stands before the colon is the group's name.
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

/** Words and an address in brackets: what commas before it parted was the name. */
const isNamed = (element: MailboxToken[]) =>
  element.some(({ kind }) => kind === 'angle') &&
  element.some(({ kind }) => ['word', 'quoted', 'encoded'].includes(kind));

/** The one address of an element; undefined: none, or more than one can be meant. */
function readElement(element: MailboxToken[]): string | undefined {
  if (element.some((token, at) => isGlued(token, element[at + 1]))) return undefined;
  const named = element.filter(holdsAt);
  if (named.length === 0) return undefined;
  const addresses = named.map(({ text }) => readWritten(text));
  const [first] = addresses;
  return addresses.every((address) => address === first) ? first : undefined;
}

/** An address that goes on behind a bracket, a quote or a comment without a blank: readers part it in different places. */
function isGlued(token: MailboxToken, next: MailboxToken | undefined): boolean {
  if (!token.touchesNext || next === undefined || next.kind === 'comment') return false;
  if (token.kind === 'angle') return true;
  if (token.kind === 'comment') return next.kind !== 'angle';
  return next.kind !== 'angle' && (holdsAt(token) || holdsAt(next));
}

/** `"Carla <carla@k.example>"`, `"carla@k.example"`: everything stands in quotes. */
function readQuoted(element: MailboxToken[]): string | undefined {
  if (element.some(holdsAt)) return undefined;
  const [only, ...others] = element.filter(
    ({ kind, text }) => kind === 'quoted' && text.includes('@'),
  );
  return only && others.length === 0 ? readField(only.text, true)?.address : undefined;
}

/** An address as it was written, out of its wrappings: `<<mailto:carla@k.example>>`, `'carla@k.example'`. */
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

/** A comment, a scheme or an encoded word in the local part: one reader takes it for the address, another takes it out (RFC 5322 §3.4.1, RFC 2047 §5). */
const isLocalPlain = (address: string) =>
  address.startsWith('"') || !/[()[\]:\\"]|=\?/.test(address.slice(0, address.lastIndexOf('@')));

/** Full-width letters, another dot, a number for an address: a reader that does not fold them reads another domain. */
function isDomainNormal(written: string, normal: string): boolean {
  const domain = domainOf(written).toLowerCase();
  return domain === normal || domain === domainToUnicode(normal);
}

/** Letters whose small form is one of ASCII's or begins with it: the Kelvin sign is no `k` to everybody. */
const FOLDS_TO_ASCII = /[\u212a\u0130]/;

function nameOf(element: MailboxToken[]): string {
  const words = element.filter(
    ({ kind, text }) =>
      kind === 'quoted' || kind === 'encoded' || (kind === 'word' && !text.includes('@')),
  );
  const spoken = words.length > 0 ? words : element.filter(({ kind }) => kind === 'comment');
  return spoken.map(({ text }) => text.replace(/^"/, '')).join(' ');
}
