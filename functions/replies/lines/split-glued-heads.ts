import { type HeaderLine, makeField } from '../heads/header-line.ts';
import { isHeaderBlock } from '../heads/judge-header-block.ts';
import { splitSources } from '../html/split-sources.ts';
import { DECORATED_MARK, LABELS, ROLE } from '../languages/vocabulary.ts';
import { isQuoted, type Line } from '../reply-line.ts';
import { cleanLine, foldText } from './fold-text.ts';

/** Shorter lines contain no header block. */
const MIN_GLUED_CHARS = 30;
/** How much of one line is read, in UTF-16 units, and how many colons. */
const MAX_GLUED_CHARS = 20_000;
const MAX_COLONS = 200;
const MAX_LABEL_CHARS = 30;
const RULED = /[-_=*~‐]{2}/;
/** Words between dashes or similar characters. */
const MARKED = /[-_=*~‐]{2} ?\p{L}.{2,80}?[-_=*~‐]{2}/u;
/** Three colons at least: a header block has three fields. */
const COLONS = /[:：][^:：]*[:：][^:：]*[:：]/;
/** Longest value between two labels, such as a long list of recipients, in UTF-16 units. */
const MAX_VALUE_CHARS = 600;
/** Decoration and a colon that may stand between a mark and the first label, in UTF-16 units. */
const MAX_GAP_CHARS = 5;

interface Label {
  readonly at: number;
  /** Offset behind its colon. */
  readonly end: number;
  readonly label: string;
  readonly roles: number;
}

/**
 * Splits marks and header fields that lost their line ends (`-----Original Message-----From:
 * Ann <a@b.c>Sent: …`) into lines again, also where they follow the person's last word.
 */
export const splitGluedHeads = (lines: readonly Line[], html = ''): readonly Line[] =>
  lines.some(mayBeGlued) ? lines.flatMap((line) => splitGlued(line, html)) : lines;

function splitGlued(line: Line, html: string): Line[] {
  if (!mayBeGlued(line)) return [line];
  // more blanks in a row do not break the signature of the mail (RFC 6376 §3.4.4)
  const read = line.isHtml ? line : { ...line, text: line.text.replace(/[ \t]+/g, ' ') };
  const text = read.text.slice(0, MAX_GLUED_CHARS);
  const folded = foldText(text);
  const cuts = folded.length === text.length ? findCuts(text, folded) : findCutsBetweenMarks(text);
  return cuts.length === 0 ? [line] : splitAt(read, cuts, html);
}

/**
 * Folding shortens a text with combining accents or invisible characters, so offsets would
 * not match. Searches only the characters that folding keeps, and maps the cuts back.
 */
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

/** Cheap pre-check: words between dashes, or three colons. */
function mayBeGlued(line: Line): boolean {
  const { body } = line;
  if (body.length < MIN_GLUED_CHARS || isQuoted(line)) return false;
  if (RULED.test(body) && MARKED.test(body)) return true;
  return COLONS.test(body);
}

/** Offsets at which to split the line, ascending; empty for nearly every line. */
function findCuts(text: string, folded: string): number[] {
  const mark = DECORATED_MARK.exec(folded);
  const markEnd = mark ? mark.index + mark[0].length : undefined;
  const fields = findFields(text, folded, markEnd);
  const cuts = fields.map(({ at }) => at);
  // a line that only has the mark at its beginning needs no split; other words behind the mark make it part of a sentence
  const isLast = mark !== null && mark.index > 0 && text.slice(markEnd).trim() === '';
  if (mark && markEnd !== undefined && (fields.length > 0 || isLast))
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

/** Labels from the first one on, while the values between are short and no role repeats. */
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

/**
 * Whether three or more fields are a mail's header block. Directly below a mark
 * they are. Behind the person's own words one of them must also have an address.
 */
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

/** Offset of the longest known label that ends at the colon. */
function labelStart(text: string, folded: string, colon: number): number | undefined {
  const end = folded[colon - 1] === ' ' || folded[colon - 1] === '*' ? colon - 1 : colon;
  for (let at = Math.max(0, end - MAX_LABEL_CHARS); at < end; at++)
    if (LABELS.has(folded.slice(at, end)) && isBoundary(text, at)) return at;
  return undefined;
}

/** Whether a label may begin here: behind a non-letter, or with a capital directly behind a small letter. */
function isBoundary(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  if (!/\p{L}/u.test(before)) return true;
  return (/\p{Lu}/u.test(text[at] ?? '') && /\p{Ll}/u.test(before)) || /\p{Lo}/u.test(before);
}

function splitAt(line: Line, cuts: readonly number[], html: string): Line[] {
  const edges = [0, ...cuts.filter((cut) => cut > 0), line.text.length];
  const sources = line.sources && splitSources(html, line, edges.slice(1, -1));
  let written = 0;
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] ?? 0;
    const text = line.text.slice(start, end).trimEnd();
    const body = cleanLine(text).trim();
    if (body === '') return [];
    const own = sources && { sources: sources[index] ?? [] };
    const rest = written > 0 && { continues: line.text.slice(written, start) };
    written = start + text.length;
    return [{ ...line, text, body, at: line.at + start, ...own, ...rest }];
  });
}
