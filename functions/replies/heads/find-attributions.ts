import { endsWithWrote, mayEndWithWrote } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, isAboveQuote, isQuoted, type Line, nextShown } from '../reply-line.ts';
import { DATE, GMT_FIRST, GROUPWISE, TIME, VIA_SITE } from './attribution-features.ts';
import {
  isBareAttribution,
  isNameAboveMoment,
  isNamedMoment,
  isSaidMoment,
} from './read-unknown-attribution.ts';
import {
  type Attribution,
  MAX_ATTRIBUTION_CHARS,
  readWrappedAttribution,
} from './read-wrapped-attribution.ts';

/** Longest last line of a wrapped attribution that has no date, address or colon. */
const MAX_LAST_WORDS_CHARS = 30;
/** Longest line of date and time alone, and longest sender line above it, in UTF-16 units. */
const MAX_DATE_CHARS = 40;
const MAX_SENDER_CHARS = 200;

const LABELLED = /^\p{L}{2,20} ?[:：] /u;

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
  if (mayEndAttribution(line.body)) return readWrappedAttribution(lines, last);
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
  const isSender = /^[^<>]{1,100}<[^<>\s]{1,200}@[^<>\s]{1,200}>$/.test(above);
  // `Author: Ann <a@b.c>` / `Date: …` are fields that somebody pasted
  if (!isSender || LABELLED.test(above)) return undefined;
  return DATE.test(body) && TIME.test(body) ? first : undefined;
}

/** `"Ann" a@b.c – 3. November 2026 10:01` directly above a quote: neither a word for "wrote" nor a colon. */
function bareAboveQuote(lines: readonly Line[], at: number): Attribution | undefined {
  const body = lines[at]?.body ?? '';
  if (!body.includes('@') || !/\d/.test(body) || LABELLED.test(body)) return undefined;
  if (!isAboveQuote(lines, at) || !isBareAttribution(body)) return undefined;
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
