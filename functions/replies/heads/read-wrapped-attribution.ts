import { STARTS_WITH_ON } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, isAboveQuote, isBlankLine, type Line } from '../reply-line.ts';
import {
  ADDRESS,
  DATE,
  ENDS_WITH_COLON,
  type Features,
  GMT_FIRST,
  GROUPWISE,
  readFeatures,
} from './attribution-features.ts';

/** Lines over which one attribution may be wrapped. */
const MAX_WRAPPED_LINES = 5;
/** Longest line that a client breaks inside an attribution, in UTF-16 units. */
const MAX_WRAPPED_CHARS = 100;
/** Longest attribution that is read, in UTF-16 units. */
export const MAX_ATTRIBUTION_CHARS = 600;

/**
 * A line of a wrapped attribution that names its sender before the date: `Some One <a@b.c> 於`. One short word may follow, or a comma and
 * the beginning of the date: `<a@b.c>, 3 Kas`.
 */
const ENDS_WITH_SENDER =
  /^(?:[^<>@:]{0,100}<)?[^<>\s]{1,200}@[^<>\s]{1,200}>(?: ?\p{L}{0,10}|,(?: \d{1,2}\.?)?(?: \p{L}{1,12}\.?)?)$/u;

/** An address in brackets, or its second copy, which converters of HTML put inside: `<a@b.c` / `[a@b.c]>`. */
const OPENS_ADDRESS = /^(?:[<(]|\[\S{1,200}@)/;

/** One line, or a few wrapped lines, that say who wrote the words below. */
export interface Attribution {
  readonly first: number;
  readonly last: number;
  /** Complete and with an address: nobody's prose looks like that. */
  readonly isCertain: boolean;
}

/** The attribution that ends with the line `last`. It may be wrapped: of the lines where it may begin, the one counts that makes it most complete. */
export function readWrappedAttribution(
  lines: readonly Line[],
  last: number,
): Attribution | undefined {
  const isFollowedByQuote = isAboveQuote(lines, last);
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

/**
 * Cheap pre-check: without a quote below, an attribution has an address, dashes around it, or a digit and a colon at its end. "On
 * 3 November at 10:30 the parcel was sent" is somebody's own.
 */
function mayStandAlone(joined: string): boolean {
  if (joined.startsWith('--') || joined.includes('@')) return true;
  if (!/\p{Nd}/u.test(joined)) return false;
  return ENDS_WITH_COLON.test(joined) || GMT_FIRST.test(joined) || GROUPWISE.test(joined);
}

/** It names the day or begins with its dashes, so the lines above do not belong to it. */
const isWhole = ({ isComplete, hasDay }: Features, text: string): boolean =>
  isComplete && (hasDay || text.startsWith('--'));

function canJoin(line: Line | undefined, last: Line | undefined): boolean {
  return (
    line !== undefined &&
    !isBlankLine(line) &&
    line.depth === last?.depth &&
    line.marked === last.marked
  );
}

/**
 * In HTML without margins `Ann wrote:` / `3 Nov 2026, 10:01` / `Hello Carla:` stand in a row: a colon ends an attribution. One behind an
 * open bracket does not: `Ann <a@b.c> ezt írta (időpont:` / `2026. nov. 3., K, 10:01):`.
 */
const isWrappedInto = (lines: readonly Line[], first: number, last: number): boolean =>
  canJoin(lines[first], lines[last]) && (first === last || !isEnded(lines[first]?.body ?? ''));

const isEnded = (body: string): boolean => endsWithColon(body) && !/\([^()]*$/.test(body);

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
  if (/[<(]$/.test(above.body) || OPENS_ADDRESS.test(line.body)) return true;
  const aboveFolded = foldText(above.body);
  const isStart = STARTS_WITH_ON.test(aboveFolded) && /[\d,]/.test(aboveFolded);
  return (
    isStart ||
    (!hasAddress && ENDS_WITH_SENDER.test(above.body)) ||
    (!hasAddress && !(DATE.test(folded) && /^\d/.test(folded)) && ADDRESS.test(above.body))
  );
}
