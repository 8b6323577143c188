import { endsWithWrote, mayEndWithWrote, STARTS_WITH_ON } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, isBlankLine, isQuoted, type Line, nextShown } from '../reply-line.ts';
import {
  ADDRESS,
  DATE,
  type Features,
  GMT_FIRST,
  GROUPWISE,
  readFeatures,
  TIME,
  VIA_SITE,
} from './attribution-features.ts';
import {
  isBareAttribution,
  isNameAboveMoment,
  isNamedMoment,
  isSaidMoment,
} from './read-unknown-attribution.ts';

/** Lines over which one attribution may be wrapped. */
const MAX_WRAPPED_LINES = 5;
/** Longest line that a client breaks inside an attribution, in UTF-16 units. */
const MAX_WRAPPED_CHARS = 100;
/** Longest last line of a wrapped attribution that has no date, address or colon. */
const MAX_LAST_WORDS_CHARS = 30;
/** Longest attribution that is read, in UTF-16 units. */
const MAX_ATTRIBUTION_CHARS = 600;

/** Longest line of date and time alone, and longest sender line above it, in UTF-16 units. */
const MAX_DATE_CHARS = 40;
const MAX_SENDER_CHARS = 200;

const LABELLED = /^\p{L}{2,20} ?[:：] /u;

/** First line of a wrapped attribution that names its sender first: `Some One <a@b.c> 於`. One short word may follow. */
const ENDS_WITH_SENDER = /^[^<>@:]{1,100}<[^<>\s]{1,200}@[^<>\s]{1,200}> ?\p{L}{0,10}$/u;

/** One line, or a few wrapped lines, that say who wrote the words below. */
export interface Attribution {
  readonly first: number;
  readonly last: number;
  /** Complete and with an address: nobody's prose looks like that. */
  readonly isCertain: boolean;
}

/**
 * Finds attribution lines of any client: a date or an address with a word for "wrote", or a date
 * with the address last and a colon. Less is enough where a quote follows. Dates and addresses
 * decide before words do. An attribution never ends in a line that is `taken` by something else.
 */
export function findAttributions(
  lines: readonly Line[],
  taken: readonly boolean[] = [],
): Attribution[] {
  const found: Attribution[] = [];
  const firstQuote = lines.findIndex(isQuoted);
  for (let last = 0; last < lines.length; last++) {
    const line = lines[last];
    if (line === undefined || line.body === '' || taken[last]) continue;
    const attribution = attributionAt(lines, last, firstQuote);
    if (attribution === undefined) continue;
    // a wrapped attribution may look complete before its last line: the longer one replaces it
    if ((found.at(-1)?.last ?? -1) >= attribution.first) found.pop();
    found.push(attribution);
  }
  return found;
}

/** The attribution that ends with this line. `firstQuote`: the first quoted line, or -1. */
function attributionAt(
  lines: readonly Line[],
  last: number,
  firstQuote: number,
): Attribution | undefined {
  const line = lines[last] as Line;
  const sender = senderAboveDate(lines, last);
  if (sender !== undefined)
    return { first: sender, last, isCertain: line.isHtml === true || endsWithColon(line.body) };
  if (mayEndAttribution(line.body)) return judgeWindows(lines, last);
  return bareAboveQuote(lines, last) ?? datedAboveQuote(lines, last, firstQuote);
}

/**
 * An attribution of two lines without a colon: the sender with an address, below it only
 * date and time. In HTML a blank line may part them. Returns the index of the sender's line.
 */
function senderAboveDate(lines: readonly Line[], last: number): number | undefined {
  const line = lines[last];
  const body = line?.body ?? '';
  if (body.length > MAX_DATE_CHARS) return undefined;
  const first = line?.isHtml && lines[last - 1]?.body === '' ? last - 2 : last - 1;
  const above = lines[first]?.body ?? '';
  if (!above.endsWith('>') || above.length > MAX_SENDER_CHARS) return undefined;
  const isSender = /^[^<>]{0,100}<[^<>\s]{1,200}@[^<>\s]{1,200}>$/.test(above);
  // `Author: Ann <a@b.c>` / `Date: …` are fields that somebody pasted
  if (!isSender || LABELLED.test(above)) return undefined;
  return DATE.test(body) && TIME.test(body) ? first : undefined;
}

/** `"Ann" a@b.c – 3. November 2026 10:01` directly above a quote: neither a word for "wrote" nor a colon. */
function bareAboveQuote(lines: readonly Line[], at: number): Attribution | undefined {
  const body = lines[at]?.body ?? '';
  if (!body.includes('@') || !/\d/.test(body) || LABELLED.test(body)) return undefined;
  if (!isQuoteBelow(lines, at) || !isBareAttribution(body)) return undefined;
  return { first: at, last: at, isCertain: false };
}

/**
 * A head without a colon at its end, directly above the first quote: a name with day and time, on one line or two, or a
 * word for "wrote" or "original message" and a colon before them. Between quotes it may be an answer.
 */
function datedAboveQuote(
  lines: readonly Line[],
  at: number,
  firstQuote: number,
): Attribution | undefined {
  const isDated = at < firstQuote && /\d/.test(lines[at]?.body ?? '');
  if (!isDated || nextShown(lines, at + 1) !== firstQuote) return undefined;
  const body = lines[at]?.body ?? '';
  if (isNamedMoment(body) || isSaidMoment(body)) return { first: at, last: at, isCertain: false };
  return isNameAboveMoment(lines, at - 1, at)
    ? { first: at - 1, last: at, isCertain: false }
    : undefined;
}

function mayEndAttribution(body: string): boolean {
  if (body.length === 0 || body.length > MAX_ATTRIBUTION_CHARS) return false;
  const end = body.endsWith('*') || body.endsWith('_') ? body.replace(/[*_ ]{1,4}$/, '') : body;
  if (endsWithColon(end)) return true;
  if (end.endsWith('>') && hasDigitBeforeAddress(body)) return true;
  if (MAY_LACK_COLON.test(body) && WITHOUT_COLON.some((form) => form.test(body))) return true;
  // without a colon it has a date or address on the same line, or is the short end of a wrapped one
  if (body.length > MAX_LAST_WORDS_CHARS && !/[\d@]|^--/.test(body)) return false;
  return mayEndWithWrote(body) && endsWithWrote(foldText(body.slice(-40)));
}

function hasDigitBeforeAddress(body: string): boolean {
  const digit = body.search(/\d/);
  return digit >= 0 && body.includes('@', digit);
}

/** Cheap pre-check for `WITHOUT_COLON`: all of these forms hold a digit or begin like this. */
const MAY_LACK_COLON = /\d|^(?:---|news:)/;
/** Forms that attributions have without a colon. */
const WITHOUT_COLON: readonly RegExp[] = [
  GROUPWISE,
  GMT_FIRST,
  VIA_SITE,
  // `Quoting Some One (2016-03-03 17:21:00)`
  /^(?:quoting|zitat von|citando|citation de|citerar) .{2,100}\d\)$/i,
  // Zoho: `---- Am Di., 03 Nov. 2026 10:01:09 +0100 schrieb Some One <a@b.c> ----`
  /^---.{1,300}---$/,
  // second line of Outlook Express: `Some One <a@b.c> schrieb im Newsbeitrag` / `news:id@b.c...`
  /^news:\S{3,200}$/,
];

/** It names the day or begins with its dashes, so the lines above do not belong to it. */
const isWhole = ({ isComplete, hasDay }: Features, text: string): boolean =>
  isComplete && (hasDay || text.startsWith('--'));

function judgeWindows(lines: readonly Line[], last: number): Attribution | undefined {
  const isFollowedByQuote = isQuoteBelow(lines, last);
  let joined = '';
  let best: { first: number; features: Features } | undefined;
  for (
    let first = last;
    first > last - MAX_WRAPPED_LINES && isWrappedInto(lines, first, last);
    first--
  ) {
    joined = join(lines[first]?.body ?? '', joined);
    if (joined.length > MAX_ATTRIBUTION_CHARS) break;
    if (!isFollowedByQuote && !mayStandAlone(joined)) continue;
    const features = readFeatures(foldText(joined));
    if (isBetter(features, best?.features, isFollowedByQuote)) best = { first, features };
    if (best !== undefined && isWhole(best.features, joined)) break;
  }
  if (best === undefined) return undefined;
  const first = extendToStart(lines, best.first, best.features);
  const isCertain = best.features.isComplete && hasAddress(lines.slice(first, last + 1));
  return { first, last, isCertain };
}

const hasAddress = (lines: readonly Line[]): boolean =>
  lines.some(({ body }) => ADDRESS.test(body));

/** Gmail wraps directly behind the opening bracket of an address. */
const join = (above: string, below: string): string =>
  (/[<(]$/.test(above) ? above + below : `${above} ${below}`).trim();

/** Cheap pre-check: without a quote below, an attribution has a digit, an address or dashes around it. */
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
    !isBlankLine(line) &&
    line.depth === last?.depth &&
    line.marked === last.marked
  );
}

/** In HTML without margins `Ann wrote:` / `3 Nov 2026, 10:01` / `Hello Carla:` stand in a row: a colon ends an attribution. */
const isWrappedInto = (lines: readonly Line[], first: number, last: number): boolean =>
  canJoin(lines[first], lines[last]) &&
  (first === last || !endsWithColon(lines[first]?.body ?? ''));

function isBetter(now: Features, best: Features | undefined, isFollowedByQuote: boolean): boolean {
  if (now.isComplete)
    return !best?.isComplete || (now.isDated && !best.isDated) || (now.hasDay && !best.hasDay);
  return best === undefined && isFollowedByQuote && now.isWeak;
}

/**
 * First line of the attribution, at most up to the blank line above: a name may precede
 * the address, an address the wrapped date, and the date may be wrapped in its middle.
 */
function extendToStart(lines: readonly Line[], start: number, features: Features): number {
  let first = start;
  let isAddressed = features.hasAddress;
  while (first > start - MAX_WRAPPED_LINES && isWrappedFrom(lines, first, isAddressed)) {
    first--;
    isAddressed ||= ADDRESS.test(lines[first]?.body ?? '');
  }
  // lines above without an address are somebody's text, unless the date began there
  return isAddressed || first === start - 1 ? first : start;
}

/** `… 3 Nov.` / `2026 at 10:01 …`: the full stop is that of the month. */
const isBrokenBeforeYear = (above: string, below: string): boolean =>
  /\d\.? \p{L}{2,10}\.$/u.test(above) && /^\d{4}(?!\d)/.test(below) && isHeadStart(above);

const isHeadStart = (body: string): boolean =>
  ADDRESS.test(body) || STARTS_WITH_ON.test(foldText(body));

function isWrappedFrom(lines: readonly Line[], first: number, hasAddress: boolean): boolean {
  const line = lines[first];
  const above = lines[first - 1];
  if (line === undefined || above === undefined || !canJoin(above, line)) return false;
  if (above.body.length > MAX_WRAPPED_CHARS) return false;
  if (isBrokenBeforeYear(above.body, line.body)) return true;
  if (/[.!?:;]$/.test(above.body)) return false;
  const folded = foldText(line.body);
  if (STARTS_WITH_ON.test(folded)) return false;
  if (/[<(]$/.test(above.body) || /^[<(]/.test(line.body)) return true;
  const aboveFolded = foldText(above.body);
  const isStart = STARTS_WITH_ON.test(aboveFolded) && /[\d,]/.test(aboveFolded);
  return (
    isStart ||
    (!hasAddress && ENDS_WITH_SENDER.test(above.body)) ||
    (!hasAddress && !(DATE.test(folded) && /^\d/.test(folded)) && ADDRESS.test(above.body))
  );
}
