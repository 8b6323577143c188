import { decodeAs } from '../charsets/decode-as.ts';
import type { Multipart } from './open-multiparts.ts';
import { sayTheSame } from './say-the-same.ts';

/** One readable part: `text` decoded, line ends as `\n`. */
export interface TextPart {
  isHtml: boolean;
  text: string;
  container?: Multipart;
  /** Counts only where its alternative holds nothing else that can be shown. */
  isFallback?: boolean;
}

/**
 * The texts of a mail. `html` says all that the mail says, parts without an alternative included; `text` is given only where it does so,
 * too: a footer in plain text below a mail in HTML is no text of the mail. Plain text beside HTML with the same words is its alternative,
 * whatever the multipart says.
 */
export function joinTexts(parts: TextPart[]): { text?: string; html?: string } {
  const written = withoutCopies(withoutFallbacks(parts.filter(({ text }) => text.trim() !== '')));
  const plain = written.filter(({ isHtml }) => !isHtml);
  const html = written.filter(({ isHtml }) => isHtml);
  if (html.length === 0) return { text: plain.length > 0 ? joinPlain(plain) : undefined };
  if (plain.length === 0 && !html.some(hasMarkup)) return { text: joinPlain(html) };
  const holdPlain = multipartsAround(plain);
  const holdHtml = multipartsAround(html);
  const isTextWhole = plain.length > 0 && html.every((part) => hasAlternative(part, holdPlain));
  const shown = written.filter((part) => part.isHtml || !hasAlternative(part, holdHtml));
  const areForms = isTextWhole && shown.length === html.length;
  const pages = html.map(({ text }) => text).join('\n');
  // alternatives of one another need no comparing
  if (areForms || (plain.length > 0 && sayTheSame(joinPlain(plain), pages)))
    return { text: joinPlain(plain), html: pages };
  return {
    text: isTextWhole ? joinPlain(plain) : undefined,
    html: shown.map((part) => (part.isHtml ? part.text : plainAsHtml(part.text))).join('\n'),
  };
}

/** What was said to be HTML and has neither tag nor entity is plain words, line ends and all (S23). */
const hasMarkup = ({ text }: TextPart) => /<[a-z!/?]|&#?\w{1,10};/i.test(text);

function withoutFallbacks(parts: TextPart[]): TextPart[] {
  const around = multipartsAround(parts.filter(({ isFallback }) => !isFallback));
  return parts.filter(
    ({ isFallback, container }) => !isFallback || !container || !around.has(container),
  );
}

/** The same form twice in one alternative is one. */
const withoutCopies = (parts: TextPart[]): TextPart[] =>
  parts.filter(
    ({ isHtml, text, container }, at) =>
      container?.subtype !== 'alternative' ||
      parts.findIndex(
        (other) => other.container === container && other.isHtml === isHtml && other.text === text,
      ) === at,
  );

/** Apple Mail splits its text around inline images: the pieces follow one another. */
function joinPlain(parts: TextPart[]): string {
  return parts
    .map(({ text }) => text)
    .reduce((all, text) => (all.endsWith('\n') ? all + text : `${all}\n${text}`));
}

/** Whether the part lies in an alternative that holds a part of the other kind, too. */
function hasAlternative({ container }: TextPart, holders: Set<Multipart>): boolean {
  for (let at = container; at; at = at.parent) {
    if (at.subtype === 'alternative' && holders.has(at)) return true;
  }
  return false;
}

function multipartsAround(parts: TextPart[]): Set<Multipart> {
  const around = new Set<Multipart>();
  for (const { container } of parts) {
    for (let at = container; at && !around.has(at); at = at.parent) around.add(at);
  }
  return around;
}

function plainAsHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div>${escaped.replaceAll('\n', '<br>\n')}</div>`;
}

/** Control characters that show nothing, the end mark of old machines among them; tabs and line ends stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/g;

/** Decodes the octets of a text part; `isCut` says that they end where a limit was reached, perhaps within a character. */
export function decodeText(octets: Buffer, charset: string, isCut: boolean): string {
  const whole =
    isCut && charset === 'utf-8' ? octets.subarray(0, endOfLastCharacter(octets)) : octets;
  return unifyLineEnds(decodeAs(whole, charset)).replace(CONTROLS, '');
}

/** Several CRs before a LF are one line end; without a LF each is one, as on old machines. */
function unifyLineEnds(text: string): string {
  return text.replace(/\r+\n?/g, (ends) => (ends.endsWith('\n') ? '\n' : '\n'.repeat(ends.length)));
}

/** Leaves out a UTF-8 sequence that the cut went through. */
function endOfLastCharacter(octets: Buffer): number {
  let lead = octets.length - 1;
  while (lead > 0 && octets.length - lead < 4 && isWithinCharacter(octets[lead])) lead--;
  return octets.length - lead < lengthOfCharacter(octets[lead]) ? lead : octets.length;
}

const isWithinCharacter = (octet = 0) => (octet & 0xc0) === 0x80;

/** Octets of the UTF-8 sequence that this one begins (RFC 3629 §3). */
function lengthOfCharacter(octet = 0): number {
  if (octet < 0xc0) return 1;
  if (octet < 0xe0) return 2;
  return octet < 0xf0 ? 3 : 4;
}
