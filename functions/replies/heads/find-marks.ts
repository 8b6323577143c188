import { FORWARD_MARKS, ORIGINAL_MARKS } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { trimDecoration } from '../lines/trim-decoration.ts';
import { endsWithColon, filledAbove, isRuler, type Line } from '../reply-line.ts';
import type { Span } from './find-header-blocks.ts';

/** Shortest and longest line that can be a mark, in UTF-16 units. */
const MIN_MARK_CHARS = 4;
const MAX_MARK_CHARS = 120;
const DECORATION = '-=_*~‐‑—–─━<>«»[]| \t\u00a0';
/** Decoration needed on each side for unknown words to be a mark. */
const MIN_DECORATION_CHARS = 4;

/** Armour around a key, a certificate or a signed text (RFC 7468, RFC 9580 §6.2), which people paste. */
export const ARMOUR = /^-{5}(?:BEGIN|END) [A-Z\d ]{2,60}-{5}$/;
/** HCL Notes 8 draws the fields of the answered mail as boxes in plain text: `|------------>` / `| From:      |`. */
const BOX = /^\|-{5,40}>\n\| \p{L}[^|]{0,30}[:：] *\|$/u;
const FORWARDS = [...FORWARD_MARKS];
/** Marks that a name follows: `Forwarded by Ann Lamp`. */
const FORWARDED_BY = FORWARDS.filter((mark) => mark.endsWith(' by'));
const ORIGINALS = [...ORIGINAL_MARKS];

export interface Mark extends Span {
  readonly kind: 'original-message' | 'forwarded';
}

/** Finds `-----Original Message-----`, `Begin forwarded message:` and similar marks. */
export function findMarks(lines: readonly Line[], headerBlocks: readonly Span[]): Mark[] {
  const aboveHeads = new Set(headerBlocks.map(({ first }) => filledAbove(lines, first)));
  const marks: Mark[] = [];
  for (let at = 0; at < lines.length; at++) {
    const body = lines[at]?.body ?? '';
    if (body.length < MIN_MARK_CHARS || body.length > MAX_MARK_CHARS || ARMOUR.test(body)) continue;
    // Missive puts the dashes on lines of their own
    const isFramed = isRuler(lines[at - 1]?.body ?? '') && isRuler(lines[at + 1]?.body ?? '');
    const isBox = body.startsWith('|-') && BOX.test(`${body}\n${lines[at + 1]?.body}`);
    const kind = isBox ? 'original-message' : judgeMark(body, isFramed, aboveHeads.has(at));
    const frame = isFramed ? 1 : 0;
    if (kind) marks.push({ first: at - frame, last: at + frame, kind });
  }
  return marks;
}

/** Cheap pre-check: nearly no line is decorated on both sides, ends in a colon or names david. */
function mayBeMark(body: string): boolean {
  if (endsWithColon(body)) return true;
  const last = body[body.length - 1] ?? '';
  if (DECORATION.includes(last)) return DECORATION.includes(body[0] ?? '');
  return 'dD®'.includes(last) && /david®?$/i.test(body);
}

/** Tobit David: `Original-Nachricht verarbeitet mit david®`, in the language of its user interface. */
const TOBIT = /^.{8,80}(?<!\p{L})david[®\s-]{0,8}$/u;

/** Undecorated or unknown words are a mark only where a header block follows. */
function judgeMark(
  body: string,
  isFramed: boolean,
  isAboveHead: boolean,
): Mark['kind'] | undefined {
  if (!isFramed && !isAboveHead && !mayBeMark(body)) return undefined;
  const { start, end } = trimDecoration(body, DECORATION);
  const decoration = isFramed ? 2 : Math.min(start, body.length - end);
  if (start === end) return undefined;
  if (decoration < 2 && !/[:：]$|david®?$/i.test(body) && !isAboveHead) return undefined;
  const inner = foldText(body.slice(start, end)).replace(/[:\s]{1,9}$/, '');
  const isForward = isForwardMark(inner, isAboveHead && decoration >= MIN_DECORATION_CHARS);
  if (TOBIT.test(inner)) return judgeTobit(inner);
  const isKnown = isForward || ORIGINAL_MARKS.has(inner);
  const isMark =
    isKnown && decoration >= 2
      ? true
      : (isKnown || decoration >= MIN_DECORATION_CHARS) && isAboveHead;
  if (!isMark) return undefined;
  return isForward ? 'forwarded' : 'original-message';
}

/** Horde and Mutt name the sender in their mark: `----- Forwarded message from Ann Lamp <a@b.c> -----`. */
function isForwardMark(inner: string, mayNameSender: boolean): boolean {
  if (FORWARD_MARKS.has(inner)) return true;
  const openings = mayNameSender ? FORWARDS : FORWARDED_BY;
  return openings.some((words) => inner.startsWith(words));
}

function judgeTobit(inner: string): Mark['kind'] | undefined {
  if (FORWARDS.some((mark) => inner.startsWith(mark))) return 'forwarded';
  const isKnown = ORIGINALS.some((mark) => inner.startsWith(mark));
  return isKnown ? 'original-message' : undefined;
}
