import { ADDRESS, DATE, ENDS_WITH_COLON } from '../heads/attribution-features.ts';
import { filledAbove, type Line } from '../reply-line.ts';
import { MAX_QUOTE_DEPTH } from './read-text-lines.ts';

/** `S> `, `SS> ` or `Carla>> `: The Bat, Supercite and similar programs put the quoted person's initials before the mark. */
const INITIALS = /^\s{0,8}(\p{Lu}[\p{L}\p{N}]{0,5})(>{1,8}) ?/u;
/** Programs whose prompt looks like initials before a quote mark. */
const PROMPT = /^(?:PS|SQL|RMAN|CMD|DOS|CLI|FTP|GDB|DB2|MySQL|MariaDB|Redis|Mongo)$/i;
/** People also type a single such line: `C> dir`. With a single letter they type several, but not below a "… wrote" line. */
const MIN_INITIALS_LINES = 2;
/** Longest blanks and initials before the mark, in UTF-16 units. */
const MAX_INITIALS_CHARS = 15;
/** `| text` without a further bar, which would make it a row of a table. */
const BAR = /^\s{0,3}\|(?!\|) ?([^|]*)$/;
const MAX_HEAD_CHARS = 200;
const MAX_GAP_LINES = 2;

/** Reads quote marks other than `>`: initials before it, and bars below an attribution line. */
export const readForeignMarks = (lines: readonly Line[]): readonly Line[] =>
  readBars(readInitials(lines));

function readInitials(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(mayHaveInitials)) return lines;
  const marks = lines.map((line) => (mayHaveInitials(line) ? INITIALS.exec(line.text) : null));
  const initials = quoteInitials(lines, marks);
  if (initials.size === 0) return lines;
  return lines.map((line, at) => {
    const mark = marks[at];
    if (!mark || !initials.has(mark[1] as string)) return line;
    return quoted(line, mark[0].length, (mark[2] as string).length);
  });
}

/** Initials that mark a quote: several lines have them, and they are no program's prompt. */
function quoteInitials(
  lines: readonly Line[],
  marks: readonly (RegExpExecArray | null)[],
): Set<string> {
  const places = new Map<string, number[]>();
  for (const [at, mark] of marks.entries()) {
    const name = mark?.[1];
    if (name === undefined || PROMPT.test(name)) continue;
    const found = places.get(name);
    if (found) found.push(at);
    else places.set(name, [at]);
  }
  const isQuote = (name: string, at: readonly number[]): boolean =>
    at.length >= MIN_INITIALS_LINES && (name.length > 1 || isBelowHead(lines, at[0] ?? 0));
  return new Set([...places].filter(([name, at]) => isQuote(name, at)).map(([name]) => name));
}

/** Cheap pre-check: nearly no line has a `>` behind its first letters. */
function mayHaveInitials({ text, depth }: Line): boolean {
  if (depth > 0) return false;
  const mark = text.indexOf('>');
  return mark > 0 && mark < MAX_INITIALS_CHARS;
}

function readBars(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ body }) => body.startsWith('|'))) return lines;
  let isBarred = false;
  return lines.map((line, at) => {
    const bar = line.depth === 0 ? BAR.exec(line.text) : null;
    if (bar === null) {
      isBarred &&= line.body === '';
      return line;
    }
    isBarred ||= isBelowHead(lines, at);
    return isBarred ? quoted(line, line.text.length - (bar[1] as string).length, 1) : line;
  });
}

/** Nobody types these marks by hand, so the line counts as one in a `<blockquote>`. */
function quoted(line: Line, from: number, depth: number): Line {
  return {
    ...line,
    depth: Math.min(depth, MAX_QUOTE_DEPTH),
    elements: 1,
    body: line.text.slice(from).trim(),
  };
}

/** Whether the non-blank line above is an attribution: a date or an address, and a colon or `>` at the end or a digit first. */
function isBelowHead(lines: readonly Line[], at: number): boolean {
  const body = lines[filledAbove(lines, at, MAX_GAP_LINES)]?.body ?? '';
  if (body === '' || body.length > MAX_HEAD_CHARS) return false;
  if (!DATE.test(body) && !ADDRESS.test(body)) return false;
  return ENDS_WITH_COLON.test(body) || body.endsWith('>') || /^\d/.test(body);
}
