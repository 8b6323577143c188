import { type HeaderLine, isHeaderBlock, makeField } from '../heads/find-header-blocks.ts';
import { isQuoted, type Line } from '../reply-line.ts';
import { DECORATED_MARK, LABELS, ROLE } from '../vocabulary.ts';
import { cleanLine, foldText } from './fold-text.ts';

/** Shorter lines hold no head. */
const MIN_GLUED_CHARS = 30;
/** What is looked at of one line, in UTF-16 units, and colons in it. */
const MAX_GLUED_CHARS = 20_000;
const MAX_COLONS = 200;
const MAX_LABEL_CHARS = 30;
const RULED = /[-_=*~‐]{2}/;
/** Letters between dashes and their like. */
const MARKED = /[-_=*~‐]{2} ?\p{L}.{2,80}?[-_=*~‐]{2}/u;
/** Three fields at least. */
const COLONS = /[:：][^:：]*[:：][^:：]*[:：]/;
/** Longest value between two labels: a long list of recipients. */
const MAX_VALUE_CHARS = 600;
/** Decoration and a colon may stand between a mark and the first label. */
const MAX_GAP_CHARS = 5;

interface Label {
  readonly at: number;
  /** Behind its colon. */
  readonly end: number;
  readonly label: string;
  readonly roles: number;
}

/**
 * Marks and header fields that lost their line ends (`-----Original Message-----From: Ann <a@b.c>Sent: …`), also behind the person's last
 * word: a line each again.
 */
export const splitGluedHeads = (lines: readonly Line[]): readonly Line[] =>
  lines.some(mayBeGlued) ? lines.flatMap(splitGlued) : lines;

function splitGlued(line: Line): Line[] {
  if (!mayBeGlued(line)) return [line];
  const text = line.text.slice(0, MAX_GLUED_CHARS);
  const folded = foldText(text);
  return splitAt(
    line,
    folded.length === text.length ? findCuts(text, folded) : findCutsBetweenMarks(text),
  );
}

/** Of a text that folding shortens, by accents of their own and marks that nobody sees, the characters that it keeps are searched. */
function findCutsBetweenMarks(text: string): number[] {
  const offsets: number[] = [];
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (foldText(character).length !== 1) continue;
    offsets.push(at);
    kept += character;
  }
  const folded = [...kept].map((character) => foldText(character)).join('');
  return folded.length === kept.length
    ? findCuts(kept, folded).map((cut) => offsets[cut] ?? text.length)
    : [];
}

/** Cheap to tell: dashes, or three colons. */
function mayBeGlued(line: Line): boolean {
  const { body } = line;
  if (body.length < MIN_GLUED_CHARS || isQuoted(line)) return false;
  if (RULED.test(body) && MARKED.test(body)) return true;
  return COLONS.test(body);
}

/** Where the line is to be parted, ascending; none in nearly all lines. */
function findCuts(text: string, folded: string): number[] {
  const mark = DECORATED_MARK.exec(folded);
  const markEnd = mark ? mark.index + mark[0].length : undefined;
  const fields = findFields(text, folded, markEnd);
  const cuts = fields.map(({ at }) => at);
  // a line that begins with its mark is one already
  if (mark && markEnd !== undefined && (fields.length > 0 || mark.index > 0))
    cuts.push(mark.index, markEnd);
  return [...new Set(cuts)].sort((a, b) => a - b);
}

/** The labels of the first header block in the line. */
function findFields(text: string, folded: string, markEnd: number | undefined): Label[] {
  const labels = findLabels(text, folded);
  for (const [index, first] of labels.entries()) {
    if ((first.roles & (ROLE.from | ROLE.date)) === 0) continue;
    const block = takeBlock(labels.slice(index, index + 12));
    if (isProven(text, block, markEnd)) return block;
  }
  return [];
}

/** From the first label as far as values are short and no role comes twice. */
function takeBlock(labels: readonly Label[]): Label[] {
  const block: Label[] = [];
  let roles = 0;
  for (const label of labels) {
    const last = block.at(-1);
    const isFar = last !== undefined && label.at - last.end > MAX_VALUE_CHARS;
    if (isFar || (label.roles & ~roles) === 0) break;
    block.push(label);
    roles |= label.roles;
  }
  return block;
}

/** Three fields that prove a mail's head; behind the person's own words only with an address in one, or below a mark. */
function isProven(text: string, block: readonly Label[], markEnd: number | undefined): boolean {
  const first = block[0];
  if (first === undefined || block.length < 3) return false;
  const fields = block.map((label, index) => readGlued(text, label, block[index + 1]));
  if (!isHeaderBlock(fields)) return false;
  const gap = markEnd === undefined ? MAX_GLUED_CHARS : first.at - markEnd;
  return (gap >= 0 && gap <= MAX_GAP_CHARS) || fields.some(({ hasAddress }) => hasAddress);
}

const readGlued = (
  text: string,
  { label, roles, end }: Label,
  next: Label | undefined,
): HeaderLine =>
  makeField(label, roles, text.slice(end, Math.min(next?.at ?? end + 300, end + 300)));

function findLabels(text: string, folded: string): Label[] {
  const labels: Label[] = [];
  let colon = folded.indexOf(':');
  for (let count = 0; colon >= 0 && count < MAX_COLONS; count++) {
    const at = labelStart(text, folded, colon);
    if (at !== undefined) {
      const label = folded.slice(at, colon).trim();
      labels.push({ at, end: colon + 1, label, roles: LABELS.get(label) ?? 0 });
    }
    colon = folded.indexOf(':', colon + 1);
  }
  return labels;
}

/** Where the longest known label that ends at the colon begins. */
function labelStart(text: string, folded: string, colon: number): number | undefined {
  const end = folded[colon - 1] === ' ' || folded[colon - 1] === '*' ? colon - 1 : colon;
  for (let at = Math.max(0, end - MAX_LABEL_CHARS); at < end; at++)
    if (LABELS.has(folded.slice(at, end)) && isBoundary(text, at)) return at;
  return undefined;
}

/** A blank, a bracket, a digit; or the label's capital right behind a small letter. */
function isBoundary(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  if (!/\p{L}/u.test(before)) return true;
  return (/\p{Lu}/u.test(text[at] ?? '') && /\p{Ll}/u.test(before)) || /\p{Lo}/u.test(before);
}

function splitAt(line: Line, cuts: readonly number[]): Line[] {
  if (cuts.length === 0) return [line];
  const edges = [0, ...cuts.filter((cut) => cut > 0), line.text.length];
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] ?? 0;
    const text = line.text.slice(start, end).trimEnd();
    const body = cleanLine(text).trim();
    return body === '' ? [] : [{ ...line, text, body, at: line.at + start }];
  });
}
