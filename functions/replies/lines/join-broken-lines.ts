import { ENDS_WITH_COLON, readFeatures } from '../heads/attribution-features.ts';
import { isAboveQuote, type Line } from '../reply-line.ts';
import { foldText } from './fold-text.ts';

/** Lines, blank ones included, over which a client may break one attribution. */
const MAX_BROKEN_LINES = 8;
const MAX_LINE_CHARS = 200;
/** `<`, `<mailto:` or `<a@b.c`: an angle bracket that is closed on a later line. */
const OPEN_ADDRESS = /<[^<>]{0,120}$/;
/** What may stand between: the bracket, `mailto:`, a name, the address. */
const ADDRESS_PART = /^(?:<?mailto:?)?[^:]{0,150}$/i;
/** The last line: `> wrote:` or `>:`. */
const CLOSING = /^[^<]{0,120}>[^<>]{0,60}[:：][*_ ]{0,4}$/;

/**
 * Joins attributions that a client broke inside the address, with or without blank lines between (Polymail:
 * `John Smith`, `<`, `mailto:…`, `> wrote:`). `body` becomes one line; `text` keeps its line breaks.
 */
export function joinBrokenLines(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (let first = 0; first < lines.length; first++) {
    const line = lines[first] as Line;
    const last =
      line.body === ''
        ? undefined
        : line.depth === 0
          ? brokenEnd(lines, first)
          : lostMarkEnd(lines, first);
    joined.push(last === undefined ? line : joinLines(lines, first, last));
    first = last ?? first;
  }
  return joined;
}

/** Last line of the attribution that begins at `first`; undefined when it is not broken inside its address. */
function brokenEnd(lines: readonly Line[], first: number): number | undefined {
  const start = lines[first]?.body ?? '';
  if (start.length > MAX_LINE_CHARS || !mayBreak(lines, first)) return undefined;
  for (let at = first + 1; at < lines.length && at < first + MAX_BROKEN_LINES; at++) {
    const body = lines[at]?.text.trim() ?? '';
    if (CLOSING.test(body)) return isAttribution(lines, first, at) ? at : undefined;
    if (!ADDRESS_PART.test(body)) return undefined;
  }
  return undefined;
}

/** `> On 1 Oct 2026, Shop Support` / `<a@b.c> wrote:`: a server wrapped the quoted line and repeated fewer marks, or none. */
function lostMarkEnd(lines: readonly Line[], first: number): number | undefined {
  const { depth = 0 } = lines[first] ?? {};
  const rest = lines[first + 1];
  if (rest === undefined || rest.depth >= depth || !ENDS_WITH_COLON.test(rest.body))
    return undefined;
  const length = (lines[first]?.body.length ?? 0) + rest.body.length;
  if (length > MAX_LINE_CHARS || !isAboveQuote(lines, first + 1)) return undefined;
  return isAttribution(lines, first, first + 1) ? first + 1 : undefined;
}

/** Cheap pre-check: the line ends inside an angle bracket, or the next non-blank line begins with one. */
function mayBreak(lines: readonly Line[], first: number): boolean {
  const body = lines[first]?.body ?? '';
  if (body.includes('<') && OPEN_ADDRESS.test(body)) return true;
  const next = lines[first + 1]?.body === '' ? first + 2 : first + 1;
  return (lines[next]?.body ?? '').startsWith('<');
}

function isAttribution(lines: readonly Line[], first: number, last: number): boolean {
  const body = bodyOf(lines, first, last);
  const { isComplete, hasAddress } = readFeatures(foldText(body));
  return isComplete && hasAddress && ENDS_WITH_COLON.test(body);
}

/** Where the first line has no quote mark, a `>` on a later one closes the address. */
const bodyOf = (lines: readonly Line[], first: number, last: number): string =>
  lines
    .slice(first, last + 1)
    .map(({ text, body }) => (lines[first]?.depth === 0 ? text.trim() : body))
    .filter((text) => text !== '')
    .join(' ');

function joinLines(lines: readonly Line[], first: number, last: number): Line {
  const text = lines
    .slice(first, last + 1)
    .map((line) => line.text)
    .join('\n');
  return { ...(lines[first] as Line), text, body: bodyOf(lines, first, last) };
}
