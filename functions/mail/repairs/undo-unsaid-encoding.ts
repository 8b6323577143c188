import { isUtf8 } from 'node:buffer';
import libqp from 'libqp';

/** Octets that are searched for signs of an encoding; without any, the rest is not searched. */
const LOOKED_AT_BYTES = 4096;
/** Shorter base64 may be a word, or a key that somebody sends. */
const MIN_BASE64_CHARS = 60;
const BASE64_LINES = /^[A-Za-z0-9+/]{60,100}(?:\r?\n|$)/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4,100}\r?\n)*[A-Za-z0-9+/]{1,100}={0,2}\s*$/;
/** Words, in scripts with or without blanks between them, and no control characters but line ends and tabs. */
const WORDS = /^(?=.*\p{L}[ \p{Lo}])[^\p{Cc}]*(?:[\t\n\f\r][^\p{Cc}]*)*$/su;
/** Escaped letters that prove quoted-printable even without a soft line break. */
const MIN_ESCAPED_LETTERS = 3;
const ESCAPED_LETTERS = /(?:=[89A-F][\dA-F]){2,}/gi;
const SOFT_BREAK = /=\r?\n/;
/** An equals sign that quoted-printable would have escaped (RFC 2045 §6.7). */
const BARE_EQUALS = /=(?![\dA-F]{2}|[ \t]*\r?\n|$)/i;

/**
 * Escapes that no encoder writes in a text: of line breaks (RFC 2045 §6.7, rule 4) and of a tag's bracket.
 * In a text that is not encoded somebody may have written them, to break out of the quote that they stand in.
 */
export const ODD_ESCAPE = /=(?:0[A-D]|3C)/i;
/** Those that .NET's encoder does not write either. */
export const ODD_ESCAPE_OF_NET = /=(?:0[BC]|3C)/i;
/** .NET's encoder escapes every line break, so each line ends in a soft one but the last. Nobody writes such lines. */
export const SOFT_LINES = /^(?!>)(?:[^\r\n]*=\r?\n)+[^\r\n]*(?:\r?\n)*\r?$/;
/** An equals sign that begins no escape as encoders write them: with capitals, or at the end of a line, or of the octets read so far. */
export const STRAY_EQUALS = /=(?![\dA-F]{2}|[ \t]*\r?\n|[\dA-F \t]?\r?$)/;
/** Escapes that every encoder writes: of letters beyond ASCII, of the equals sign, of a blank at the end of a line. `?order=84` is a link. */
const USUAL_ESCAPE = /(?<![?&][\w.-]{1,40})=[89A-F][\dA-F]|=(?:3D|20(?=\r?$))/m;

/**
 * Decodes a text whose transfer encoding is not announced, or announced wrongly. It must be all base64 in lines of
 * one length that decodes to words, or quoted-printable with nothing against it. Other octets are returned unchanged.
 */
export function undoUnsaidEncoding(octets: Buffer): Buffer {
  const beginning = octets.toString('latin1', 0, LOOKED_AT_BYTES);
  if (BASE64_LINES.test(beginning.trimStart())) return undoBase64(octets) ?? octets;
  return beginning.includes('=') && mayBeQuotedPrintable(octets) ? libqp.decode(octets) : octets;
}

/**
 * Whether octets may be quoted-printable. Then what stands below a soft line break in a quoted line is quoted, too,
 * and an attribute or a line that tells a quote may be hidden by its escapes.
 */
export function mayBeEscaped(octets: Buffer): boolean {
  const text = octets.toString('latin1');
  return (SOFT_BREAK.test(text) || USUAL_ESCAPE.test(text)) && !BARE_EQUALS.test(text);
}

function undoBase64(octets: Buffer): Buffer | undefined {
  const text = octets.toString('latin1').trim();
  if (text.length < MIN_BASE64_CHARS || !BASE64.test(text) || !hasOneLength(text)) return undefined;
  const decoded = Buffer.from(text, 'base64');
  const words = decoded.toString('utf8');
  return isUtf8(decoded) && WORDS.test(words) ? decoded : undefined;
}

/** An encoder fills every line except the last. */
function hasOneLength(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const last = lines.pop() ?? '';
  return lines.every(({ length }) => length === lines[0]?.length && length >= last.length);
}

function mayBeQuotedPrintable(octets: Buffer): boolean {
  if (octets.some((octet) => octet > 0x7f)) return false;
  const text = octets.toString('latin1');
  const letters = text.match(ESCAPED_LETTERS)?.length ?? 0;
  if (letters === 0 || BARE_EQUALS.test(text) || ODD_ESCAPE.test(text)) return false;
  if (SOFT_BREAK.test(text)) return true;
  return letters >= MIN_ESCAPED_LETTERS && isUtf8(libqp.decode(octets));
}
