import { decodeAs } from '../charsets/decode-as.ts';
import { CONTROLS } from '../clean-text.ts';
import type { Multipart } from '../structure/open-multiparts.ts';
import { sayTheSame } from './say-the-same.ts';

/** One readable part: decoded, with `\n` as line end. */
export interface TextPart {
  isHtml: boolean;
  text: string;
  container?: Multipart;
  /** Counts only if its alternative has nothing else that can be shown. */
  isFallback?: boolean;
}

/**
 * Joins the texts of a mail. `html` has everything that the mail says, including parts without an alternative.
 * `text` is given only if it has everything, too: a plain-text footer below an HTML mail is not the mail's
 * text. Plain text with the same words as the HTML is its alternative, whatever the multipart says.
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
  // alternatives of one another need no comparison
  if (areForms || (plain.length > 0 && sayTheSame(joinPlain(plain), pages)))
    return { text: joinPlain(plain), html: pages };
  return {
    text: isTextWhole ? joinPlain(plain) : undefined,
    html: shown.map((part) => (part.isHtml ? part.text : plainAsHtml(part.text))).join('\n'),
  };
}

/** A part that is labelled HTML but has no tag or entity is plain text, line ends included (S23). */
const hasMarkup = ({ text }: TextPart) => /<[a-z!/?]|&#?\w{1,10};/i.test(text);

function withoutFallbacks(parts: TextPart[]): TextPart[] {
  const around = multipartsAround(parts.filter(({ isFallback }) => !isFallback));
  return parts.filter(
    ({ isFallback, container }) => !isFallback || !container || !around.has(container),
  );
}

/** Drops repeated forms in one alternative. */
const withoutCopies = (parts: TextPart[]): TextPart[] =>
  parts.filter(
    ({ isHtml, text, container }, at) =>
      container?.subtype !== 'alternative' ||
      parts.findIndex(
        (other) => other.container === container && other.isHtml === isHtml && other.text === text,
      ) === at,
  );

/** Apple Mail splits its text around inline images, so the pieces are joined. */
function joinPlain(parts: TextPart[]): string {
  return parts
    .map(({ text }) => text)
    .reduce((all, text) => (all.endsWith('\n') ? all + text : `${all}\n${text}`));
}

/** Whether the part lies in an alternative that also holds a part of the other kind. */
export function hasAlternative({ container }: TextPart, holders: Set<Multipart>): boolean {
  for (let at = container; at; at = at.parent) {
    if (at.subtype === 'alternative' && holders.has(at)) return true;
  }
  return false;
}

export function multipartsAround(parts: TextPart[]): Set<Multipart> {
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

/** A program marks the lines that it quotes by their LF alone. What another character breaks off is still quoted. */
const QUOTED_LINE = /^[ \t]*>[^\n]*/gm;
const OTHER_BREAKS = /[\r\v\f\u2028\u2029]/g;

/** Decodes the octets of a text part. `isCut`: a limit cut them off, perhaps within a character. */
export function decodeText(octets: Buffer, charset: string, isCut: boolean): string {
  const whole =
    isCut && charset === 'utf-8' ? octets.subarray(0, endOfLastCharacter(octets)) : octets;
  return unifyLineEnds(decodeAs(whole, charset))
    .replace(QUOTED_LINE, (line) => line.replace(OTHER_BREAKS, ' '))
    .replace(OTHER_BREAKS, '\n')
    .replace(CONTROLS, '');
}

/** Several CRs before a LF are one line end. In a text without a LF but the last each CR is one, as on old Macs. */
function unifyLineEnds(text: string): string {
  const lf = text.indexOf('\n');
  const isOldMac = lf < 0 || lf === text.length - 1;
  return text.replace(/\r+\n?/g, (ends) => {
    if (ends.endsWith('\n')) return '\n';
    return isOldMac ? '\n'.repeat(ends.length) : ends;
  });
}

/** Offset that leaves out a UTF-8 sequence which the cut went through. */
function endOfLastCharacter(octets: Buffer): number {
  let lead = octets.length - 1;
  while (lead > 0 && octets.length - lead < 4 && isWithinCharacter(octets[lead])) lead--;
  return octets.length - lead < lengthOfCharacter(octets[lead]) ? lead : octets.length;
}

const isWithinCharacter = (octet = 0) => (octet & 0xc0) === 0x80;

/** Octets of the UTF-8 sequence that begins with this one (RFC 3629 §3). */
function lengthOfCharacter(octet = 0): number {
  if (octet < 0xc0) return 1;
  if (octet < 0xe0) return 2;
  return octet < 0xf0 ? 3 : 4;
}
