import { foldText } from './fold-text.ts';
import { isBlank, isQuoted, type Line, nextShown } from './reply-line.ts';
import { ENDS_WITH_WROTE, FIRST_PERSON, STARTS_WITH_ON, WROTE } from './vocabulary.ts';

/** Lines that one attribution may be wrapped over. */
const MAX_WRAPPED_LINES = 5;
/** Longest line that a client wraps, in UTF-16 units. */
const MAX_WRAPPED_CHARS = 100;
/** Longest last line of a wrapped attribution without date, address or colon. */
const MAX_LAST_WORDS_CHARS = 30;
/** Longest attribution looked at, in UTF-16 units. */
const MAX_ATTRIBUTION_CHARS = 600;

/** "On", an article and a weekday, then the day or the month and the day. */
const MAX_WORDS_BEFORE_DATE = 4;

export const DATE =
  /(?<!\d)\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{1,4}(?!\d)|\d{4} ?[年년] ?\d{1,2} ?[月월]|(?<!\d)\d{1,2}[-. ]{1,2}\p{L}{3,12}[-. ]{1,2}\d{2,4}|(?<!\d)(?:19|20)\d\d(?!\d)/u;
export const TIME = /(?<!\d)\d{1,2} ?[:.h] ?\d{2}(?!\d)/u;
export const ADDRESS = /[\p{L}\p{N}_"'+-]@[\p{L}\p{N}[]/u;
/** An unknown word for writing behind the address, then the colon. */
const SENDER_LAST = /[<(][^<>()\s]{1,200}@[^<>()\s]{1,200}[>)][^<>()]{0,30}:[\s*_]{0,4}$/u;
const ADDRESS_LAST = /@[^\s<>()@]{1,255}[>)\]"'\s]{0,6}[\s:*_]{1,6}$/u;

/** A line or wrapped lines that say who wrote what follows. */
export interface Attribution {
  readonly first: number;
  readonly last: number;
  /** Complete and with an address, so that prose is out of the question. */
  readonly isCertain: boolean;
}

export interface Features {
  readonly isComplete: boolean;
  readonly isWeak: boolean;
  readonly isDated: boolean;
  readonly hasAddress: boolean;
}

/**
 * Attribution lines of any client: a date or an address and a word for writing, or a date with the
 * address last, then a colon; or less than that where a quote follows. Structure before vocabulary.
 */
export function findAttributions(lines: readonly Line[]): Attribution[] {
  const found: Attribution[] = [];
  for (let last = 0; last < lines.length; last++) {
    const line = lines[last];
    if (line === undefined) continue;
    const attribution = isDateBelowSender(lines, last)
      ? { first: last - 1, last, isCertain: true }
      : mayEndAttribution(line.body)
        ? judgeWindows(lines, last)
        : undefined;
    if (attribution === undefined) continue;
    // a wrapped one may end like a whole one before its end
    if ((found.at(-1)?.last ?? -1) >= attribution.first) found.pop();
    found.push(attribution);
  }
  return found;
}

/** Two lines and no colon: the sender with an address, below it nothing but date and time. */
function isDateBelowSender(lines: readonly Line[], last: number): boolean {
  const body = lines[last]?.body ?? '';
  const above = lines[last - 1]?.body ?? '';
  if (body.length > 40 || !above.endsWith('>') || above.length > 200) return false;
  return (
    DATE.test(body) &&
    TIME.test(body) &&
    /^[^<>]{0,100}<[^<>\s]{1,200}@[^<>\s]{1,200}>$/.test(above)
  );
}

function mayEndAttribution(body: string): boolean {
  if (body.length === 0 || body.length > MAX_ATTRIBUTION_CHARS) return false;
  const end = body.endsWith('*') || body.endsWith('_') ? body.replace(/[*_ ]{1,4}$/, '') : body;
  if (end.endsWith(':') || end.endsWith('：')) return true;
  if (GROUPWISE.test(body) || QUOTING.test(body)) return true;
  if (GMT_FIRST.test(body) || (end.endsWith('>') && /\d.*@/.test(body))) return true;
  // without a colon it says when or who in the same line, or is the short end of a wrapped one
  if (body.length > MAX_LAST_WORDS_CHARS && !/[\d@]|^--/.test(body)) return false;
  return ENDS_WITH_WROTE.test(foldText(body.slice(-40)));
}

/** Old Gmail: `2016-03-03 17:21 GMT+01:00 Some One`, the colon lost. */
const GMT_FIRST = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S/;

/** `>>> Name <a@b.c> 04.03.2026 16:12 >>>`, the address sometimes missing. */
const GROUPWISE = /^>>>.{3,200}\d{1,2}[:.]\d{2}.{0,6} ?>>>$/;
/** `Quoting Some One (2016-03-03 17:21:00)`, no colon. */
const QUOTING = /^(?:quoting|zitat von|citando|citation de|citerar) .{2,100}\d\)$/i;

function judgeWindows(lines: readonly Line[], last: number): Attribution | undefined {
  const isFollowedByQuote = isQuoteBelow(lines, last);
  let joined = '';
  let best: { first: number; features: Features } | undefined;
  for (
    let first = last;
    first > last - MAX_WRAPPED_LINES && canJoin(lines[first], lines[last]);
    first--
  ) {
    joined = `${lines[first]?.body ?? ''} ${joined}`.trim();
    if (joined.length > MAX_ATTRIBUTION_CHARS) break;
    if (!isFollowedByQuote && !mayStandAlone(joined)) continue;
    const features = readFeatures(foldText(joined));
    if (isBetter(features, best?.features, isFollowedByQuote)) best = { first, features };
    if (best?.features.isComplete && best.features.isDated) break;
  }
  if (best === undefined) return undefined;
  return {
    first: extendToStart(lines, best.first, best.features),
    last,
    isCertain: best.features.isComplete && best.features.hasAddress,
  };
}

/** Without a quote below it takes a digit, an address or dashes around: cheap to tell. */
function mayStandAlone(joined: string): boolean {
  return joined.startsWith('--') || /[\p{Nd}@]/u.test(joined);
}

function isQuoteBelow(lines: readonly Line[], index: number): boolean {
  const next = lines[nextShown(lines, index + 1)];
  return next !== undefined && isQuoted(next);
}

function canJoin(line: Line | undefined, last: Line | undefined): boolean {
  return (
    line !== undefined &&
    !isBlank(line) &&
    line.depth === last?.depth &&
    line.marked === last.marked
  );
}

function isBetter(now: Features, best: Features | undefined, isFollowedByQuote: boolean): boolean {
  if (now.isComplete) return !best?.isComplete || (now.isDated && !best.isDated);
  return best === undefined && isFollowedByQuote && now.isWeak;
}

export function readFeatures(folded: string): Features {
  const isDay = DATE.test(folded);
  const isTime = TIME.test(folded);
  const isDated = isDay || isTime;
  const hasAddress = ADDRESS.test(folded);
  const hasVerb = WROTE.test(folded) && !FIRST_PERSON.test(folded);
  const isOn = STARTS_WITH_ON.test(folded) || /^[-\s*"']{0,12}\d/.test(folded);
  const isNamed =
    hasVerb &&
    (hasAddress
      ? isDated || isAddressed(folded)
      : isTime || (isDay && isOn && isDateFirst(folded)));
  return {
    isComplete:
      isNamed ||
      (isDated && isSenderLast(folded, isDay && isTime, isOn)) ||
      isFixedForm(folded, hasVerb),
    isWeak: (hasVerb && !folded.includes('://')) || (isDay && isTime) || (isDated && hasAddress),
    isDated,
    hasAddress,
  };
}

/**
 * Without a date the address stands in brackets or first, and the word for writing ends the line or is followed
 * by the sender: "My colleague a@b.c wrote to you last week:" is somebody's own.
 */
function isAddressed(folded: string): boolean {
  if (!/[<([][^<>()\s]{1,200}@|^["'\s*-]{0,4}[^\s@<>]{1,100}@\S+/.test(folded)) return false;
  if (ENDS_WITH_WROTE.test(folded.replace(/[\s:*_]{1,6}$/, ''))) return true;
  const verb = WROTE.exec(folded);
  return verb !== null && folded.slice(verb.index + verb[0].length).includes('@');
}

/** "On Tuesday, 3 November 2026 Ann wrote:" begins with its date; "In his mail of 3 November 2026" does not. */
function isDateFirst(folded: string): boolean {
  return /\d/.test(folded.split(' ', MAX_WORDS_BEFORE_DATE).join(' '));
}

/** A date, and the sender's address where the line ends: no word for writing is needed. */
function isSenderLast(folded: string, isDayAndTime: boolean, isOn: boolean): boolean {
  if (ADDRESS_LAST.test(folded)) return true;
  return isDayAndTime && (SENDER_LAST.test(folded) || (isOn && /@[^<>\s]{1,200}>$/.test(folded)));
}

/** Old Gmail and Groupwise without a colon; Android and Zoho with dashes around: `---- John Smith wrote ----`. */
function isFixedForm(folded: string, hasVerb: boolean): boolean {
  if (GMT_FIRST.test(folded.toUpperCase()) || GROUPWISE.test(folded)) return true;
  return hasVerb && folded.startsWith('--') && folded.endsWith('--');
}

/**
 * The first line that belongs to it, up to the blank line above: the name before an address, the address before
 * a wrapped date, the beginning of a date wrapped in its middle.
 */
function extendToStart(lines: readonly Line[], start: number, features: Features): number {
  let first = start;
  let hasAddress = features.hasAddress;
  while (first > start - MAX_WRAPPED_LINES && isWrappedFrom(lines, first, hasAddress)) {
    first--;
    hasAddress ||= ADDRESS.test(lines[first]?.body ?? '');
  }
  // lines above that bring no address are somebody's text, unless the date began there
  return hasAddress || first === start - 1 ? first : start;
}

function isWrappedFrom(lines: readonly Line[], first: number, hasAddress: boolean): boolean {
  const line = lines[first];
  const above = lines[first - 1];
  if (line === undefined || above === undefined || !canJoin(above, line)) return false;
  if (above.body.length > MAX_WRAPPED_CHARS || /[.!?:;]$/.test(above.body)) return false;
  const folded = foldText(line.body);
  if (STARTS_WITH_ON.test(folded)) return false;
  if (/[<(]$/.test(above.body) || /^[<(]/.test(line.body)) return true;
  const aboveFolded = foldText(above.body);
  const isStart = STARTS_WITH_ON.test(aboveFolded) && /[\d,]/.test(aboveFolded);
  return (
    isStart ||
    (!hasAddress && !(DATE.test(folded) && /^\d/.test(folded)) && ADDRESS.test(above.body))
  );
}
