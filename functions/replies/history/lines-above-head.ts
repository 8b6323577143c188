import { ENDS_WITH_COLON } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { readField } from '../heads/header-line.ts';
import { unknownAttribution } from '../heads/read-unknown-attribution.ts';
import { unknownBlockStart } from '../heads/read-unknown-head.ts';
import { FIRST_PERSON, WROTE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import {
  filledAbove,
  isQuoted,
  isRuler,
  type Line,
  type LineVerdicts,
  nextFilled,
} from '../reply-line.ts';

/** Blank lines that may part a ruler or an attribution from the lines that it belongs to. */
const MAX_GAP_LINES = 3;
/** Header fields that may stand between a ruler and an attribution. */
const MAX_FIELDS_ABOVE = 3;
const MAX_INTRODUCTION_CHARS = 80;
const MAX_NOTES_HEAD_CHARS = 200;
/** HCL Notes: `Ann Lamp ---03.11.2026 10:01:00---Does it work`. The beginning of the answered mail follows the date. */
const NOTES_HEAD = /^.{1,100} ?-{3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4} .{4,40}-{3}/;

/** First line of the history that this head begins: a ruler, fields or an introduction above the head belong to it. */
export function withLinesAbove(
  lines: readonly Line[],
  marker: HistoryMarker,
  verdicts: LineVerdicts,
): number {
  const above = filledJustAbove(lines, marker.first);
  const line = lines[above];
  if (line === undefined || verdicts[above] !== undefined) return marker.first;
  if (isQuoted(line)) return beginsHead(lines, above, marker.first) ? above : marker.first;
  if (isRuler(line.body)) return isDrawn(lines, above, marker.first) ? above : marker.first;
  if (marker.kind === 'attribution') return withFieldsAbove(lines, marker.first);
  if (marker.kind === 'header-block' && introducesHead(lines, above)) return above;
  const head = marker.kind === 'delimiter' ? unknownHead(lines, above) : undefined;
  return head !== undefined && nextFilled(lines, 0) < head ? head : marker.first;
}

/** Apple quotes its attribution, too. A gateway that wraps it gives the rest no mark: `> On 3 Nov 2026, Ann Lamp` / `<a@b.c> wrote:`. */
const beginsHead = (lines: readonly Line[], above: number, head: number): boolean =>
  above === head - 1 && lines[above - 1]?.body === '' && /^<\S+@/.test(lines[head]?.body ?? '');

/** Directly below a line and not directly above the head, a ruler is the person's: `Signature:` / `________`. */
const isDrawn = (lines: readonly Line[], ruler: number, head: number): boolean =>
  ruler === head - 1 || (lines[ruler - 1]?.body ?? '') === '';

/** Yandex on phones draws a ruler and writes `Кому: …` and `Тема: …` above its attribution. */
function withFieldsAbove(lines: readonly Line[], first: number): number {
  let above = first - 1;
  while (above > first - 1 - MAX_FIELDS_ABOVE && readField(lines[above]?.body ?? '')) above--;
  return isRuler(lines[above]?.body ?? '') ? above : first;
}

/** Cuts the ruler that a program drew between the person's words and the quote. */
export function cutRulerAbove(lines: readonly Line[], first: number, verdicts: LineVerdicts): void {
  const above = filledJustAbove(lines, first);
  if (isRuler(lines[above]?.body ?? '')) verdicts[above] ??= 'quote';
}

/** "Some One schrieb:" as a paragraph of its own above a header block. Without the block it would prove too little. */
function introducesHead(lines: readonly Line[], at: number): boolean {
  const body = lines[at]?.body ?? '';
  if (NOTES_HEAD.test(body.slice(0, MAX_NOTES_HEAD_CHARS))) return true;
  if (body.length > MAX_INTRODUCTION_CHARS || !ENDS_WITH_COLON.test(body)) return false;
  const isAlone = (lines[at - 1]?.body ?? '') === '';
  const folded = foldText(body);
  return isAlone && WROTE.test(folded) && !FIRST_PERSON.test(folded);
}

/** First line of a head in an unknown language that ends at `last`, above our delimiter or our words. */
export const unknownHead = (lines: readonly Line[], last: number): number | undefined =>
  unknownBlockStart(lines, last) ?? unknownAttribution(lines, last);

/** Index of the nearest non-blank line above, across a small gap only. */
export const filledJustAbove = (lines: readonly Line[], index: number): number =>
  filledAbove(lines, index, MAX_GAP_LINES);
