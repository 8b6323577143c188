import { endsWithColon, type Line } from '../reply-line.ts';
import { cleanLine } from './fold-text.ts';

/** Lines looked at one by one; what lies beyond them is taken as one line of text. */
export const MAX_LINES = 50_000;
/** Quote marks counted in one line; the rest is text. */
export const MAX_QUOTE_DEPTH = 64;

/** Longest rest of an attribution behind an address wrapped before its `>`. */
const MAX_ADDRESS_REST_CHARS = 40;
const MAX_GROUPWISE_CHARS = 200;

/** Cuts a body into lines and counts their quote marks. Linear; the text is not changed. */
export function readTextLines(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at <= text.length) {
    const end = lines.length + 1 < MAX_LINES ? lineEnd(text, at) : text.length;
    const line = makeLine(text.slice(at, end), at);
    lines.push(
      closesAddress(lines, line) ? { ...line, depth: 0, body: cleanLine(line.text).trim() } : line,
    );
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return text.includes('>From ') ? lines.map(unstuff) : lines;
}

/** A mark before `From ` that an mbox file needed (RFC 4155), alone among unquoted lines, is nobody's quote. */
function unstuff(line: Line, at: number, lines: readonly Line[]): Line {
  if (!line.text.startsWith('>From ') || line.depth !== 1) return line;
  const isAlone = [lines[at - 1], lines[at + 1]].every((beside) => (beside?.depth ?? 0) === 0);
  return isAlone ? { ...line, text: line.body, depth: 0 } : line;
}

/**
 * `Name <a@b.c` / `>:`, an attribution wrapped inside its address, is no quote; nor is `Name <` / `a@b.c` / `>:`,
 * wrapped on both sides of it.
 */
function closesAddress(lines: readonly Line[], line: Line): boolean {
  if (line.depth !== 1 || line.text.length > MAX_ADDRESS_REST_CHARS || !endsWithColon(line.text))
    return false;
  const above = lines.at(-1);
  if (above === undefined || above.depth > 0) return false;
  const isAddress = /^[^\s<>@]{1,100}@[^\s<>@]{1,200}$/.test(above.body);
  const opening = isAddress ? lines.at(-2) : above;
  return opening !== undefined && opening.text.lastIndexOf('<') > opening.text.lastIndexOf('>');
}

/** `>>> Name <a@b.c> 04.03.2026 16:12 >>>`: Groupwise marks what follows, not this line. */
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
    else if (depth === 0 ? !isIndent(text, start) : text[start] !== ' ') break;
  }
  if (depth === 3 && isGroupwiseHead(text)) return { text, at, depth: 0, body: cleanLine(text) };
  const isQuote = depth > 0;
  return { text, at, depth, body: cleanLine(isQuote ? text.slice(start) : text).trim() };
}

/** A quote mark may stand behind three blanks (Yahoo) or a byte order mark. */
function isIndent(text: string, index: number): boolean {
  return index < 4 && (text[index] === ' ' || text[index] === '\ufeff' || text[index] === '\u00a0');
}
