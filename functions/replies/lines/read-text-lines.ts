import { endsWithColon, type Line } from '../reply-line.ts';
import { cleanLine } from './fold-text.ts';

/** Lines that are read one by one; the rest of the body counts as one line. */
export const MAX_LINES = 50_000;
/** Quote marks that are counted in one line; further ones are text. */
export const MAX_QUOTE_DEPTH = 64;

/** Longest end of an attribution whose address was wrapped before its `>`, in UTF-16 units. */
const MAX_ADDRESS_REST_CHARS = 40;
const MAX_GROUPWISE_CHARS = 200;
/** More blanks in a row do not break the signature of the mail (RFC 6376 §3.4.4), so they must hide no attribution. */
const BLANKS = / {2,}/g;

/** Splits a body into lines and counts their quote marks. Linear; the text is not changed. */
export function readTextLines(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at <= text.length) {
    const end = lines.length + 1 < MAX_LINES ? lineEnd(text, at) : text.length;
    const line = makeLine(text.slice(at, end), at);
    lines.push(closesAddress(lines, line) ? { ...line, depth: 0, body: bodyOf(line.text) } : line);
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return unquoteSingles(lines);
}

/** Cheap pre-check for both that `unquoteSingle` looks for. */
const MAY_BE_UNQUOTED = /^>(?:From |[:;=._])/;
/** An angry or tired face: `>:(`, `>:-(`, `>_<`, `>.<`. */
const FACE = /^>(?:[:;=]['o-]?[()[\]|/\\DPpO3<>@]{1,3}|[._]{1,3}<)$/;

/**
 * mbox files put `>` before a line that begins with `From ` (RFC 4155). A single such line, or a face, between unquoted ones is no quote.
 */
export const unquoteSingles = (lines: Line[]): Line[] =>
  lines.some(({ text }) => MAY_BE_UNQUOTED.test(text)) ? lines.map(unquoteSingle) : lines;

function unquoteSingle(line: Line, at: number, lines: readonly Line[]): Line {
  const isFace = FACE.test(line.text);
  if (line.depth !== 1 || !(isFace || line.text.startsWith('>From '))) return line;
  const isAlone = [lines[at - 1], lines[at + 1]].every((beside) => (beside?.depth ?? 0) === 0);
  if (!isAlone) return line;
  return isFace ? { ...line, body: line.text, depth: 0 } : { ...line, text: line.body, depth: 0 };
}

/** An attribution wrapped inside its address is no quote: `Name <a@b.c` / `>:`, or `Name <` / `a@b.c` / `>:`. */
function closesAddress(lines: readonly Line[], line: Line): boolean {
  if (line.depth !== 1 || line.text.length > MAX_ADDRESS_REST_CHARS || !endsWithColon(line.text))
    return false;
  const above = lines.at(-1);
  if (above === undefined || above.depth > 0) return false;
  const isAddress = /^[^\s<>@]{1,100}@[^\s<>@]{1,200}$/.test(above.body);
  const opening = isAddress ? lines.at(-2) : above;
  return opening !== undefined && opening.text.lastIndexOf('<') > opening.text.lastIndexOf('>');
}

/** `>>> Name <a@b.c> 04.03.2026 16:12 >>>`: GroupWise marks the lines below with this one, which is not a quote. */
function isGroupwiseHead(text: string): boolean {
  if (text.length > MAX_GROUPWISE_CHARS || !text.endsWith('>>>')) return false;
  return /^>>> ?[^>\s].*\d/.test(text);
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

export function makeLine(raw: string, at: number): Line {
  const text = raw.trimEnd();
  let depth = 0;
  let start = 0;
  for (; start < text.length && depth < MAX_QUOTE_DEPTH; start++) {
    if (text[start] === '>') depth++;
    else if (depth === 0 ? !INDENTS.has(text[start] ?? '') : text[start] !== ' ') break;
  }
  if (depth === 3 && isGroupwiseHead(bodyOf(text)))
    return { text, at, depth: 0, body: bodyOf(text) };
  const isQuote = depth > 0;
  const body = bodyOf(isQuote ? text.slice(start) : text);
  // invisible characters alone, as editors write them into empty paragraphs, show a blank line
  return { text: isQuote || body !== '' ? text : '', at, depth, body };
}

/** What may precede a quote mark (Yahoo indents by three blanks), in any number: see `BLANKS`. */
const INDENTS: ReadonlySet<string> = new Set([' ', '\t', '\u00a0', '\ufeff']);

const bodyOf = (text: string): string => cleanLine(text).replace(BLANKS, ' ').trim();
