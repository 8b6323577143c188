import { type Assembled, assemble } from './assemble-reply.ts';
import { cutSignatures } from './footers/cut-signatures.ts';
import { judgeDeviceFooter } from './footers/find-device-footer.ts';
import { keepBelowSignatures } from './footers/has-typed-signature.ts';
import { findHistoryMarkers, type HistoryMarker } from './heads/find-history-markers.ts';
import { closingMark } from './history/closing-marks.ts';
import { cutHistory } from './history/cut-history.ts';
import type { Mail } from './history/read-parties.ts';
import {
  type CutKind,
  filledAbove,
  isBlankLine,
  isQuoted,
  isRuler,
  type Line,
  type LineVerdicts,
  nextFilled,
  nextShown,
} from './reply-line.ts';

export type Kept = Assembled<CutKind | 'kept-rest' | 'kept-whole'>;

/**
 * Decides what to show when nothing above the history is the person's own (S12). If we know what we sent,
 * the person's lines are those that are neither ours nor quoted (bottom posting under an unmarked copy);
 * there may be none. If we do not, the quoted words are kept, without quote marks and attributions.
 */
export function keepWhatThereIs(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  ours: readonly boolean[],
  mail: Mail,
): Kept {
  const markers = findHistoryMarkers(lines, mail.subject);
  if (ours.includes(true)) return keepTheirs(lines, ours, markers);
  const footer = keepOpenFooter(lines, verdicts);
  if (footer !== undefined) return footer;
  if (!verdicts.some((kind, index) => isHistory(kind) && !isBlankLine(lines[index] as Line))) {
    const isFooter = verdicts.some((kind) => kind === 'signature' || kind === 'disclaimer');
    return isFooter ? keepWhole(lines) : { ...assemble(lines, verdicts), reply: '' };
  }
  if (mayBeginWithOwnWords(lines, markers[0])) return keepWhole(lines);
  if (isPlainAnswer(lines, markers[0])) return keepBelowQuote(lines, verdicts);
  // what the forwarded mail says stays, too
  if (assembleOwn(lines, verdicts).reply !== '')
    return keepUnquoted(lines, mail) ?? keepWhole(lines);
  // "Sent from my iPhone" above a mail that was forwarded without a note is no note
  const rest = lines.filter((_, at) => verdicts[at] === undefined || isHistory(verdicts[at]));
  return keepUnquoted(rest, mail) ?? keepUnquoted(lines, mail) ?? keepWhole(lines);
}

/** Joins the person's lines. If there are none, the answer may stand below a signature. */
function assembleOwn(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  shown: readonly Line[] = lines,
): Kept {
  const kept = assemble(lines, verdicts, shown);
  if (kept.reply !== '') return kept;
  const below = keepBelowSignatures(lines, verdicts);
  cutSignatures(lines, below, { policy: 'light', hasSent: true });
  return assemble(lines, below, shown);
}

/** What the quoted mail says, read as if it were the body. */
function keepUnquoted(lines: readonly Line[], mail: Mail): Kept | undefined {
  const shown = unquoteOnce(lines, findHistoryMarkers(lines, mail.subject));
  const ours: readonly boolean[] = [];
  const inner = cutHistory(shown, { forward: 'strip', ours, template: ours, sent: [], mail });
  const kept = assemble(shown, inner);
  if (kept.reply === '') return undefined;
  return { ...kept, why: [{ kind: 'kept-rest', at: 0 }, ...kept.why] };
}

/**
 * Only an attribution and a marked quote: the person sent a file, or nothing at all. A header
 * block is different: below it may stand a mail forwarded without a note, which is worth reading.
 */
function isPlainAnswer(lines: readonly Line[], first: HistoryMarker | undefined): boolean {
  if (first?.kind !== 'attribution') return false;
  const next = lines[nextShown(lines, first.last + 1)];
  return next === undefined || isQuoted(next);
}

/** Keeps what follows the last marked quote: what looks like an attribution or header block there is the person's (S12). */
function keepBelowQuote(lines: readonly Line[], verdicts: LineVerdicts): Kept {
  const last = lines.findLastIndex(isQuoted);
  const left = verdicts.map((kind, index) =>
    last >= 0 && index > last && isHistory(kind) ? undefined : kind,
  );
  return assembleOwn(lines, left);
}

function keepWhole(lines: readonly Line[]): Kept {
  return { ...assemble(lines, []), why: [{ kind: 'kept-whole', at: 0 }] };
}

/**
 * Whether the body may begin with the person's own words: "On 3 November he wrote:" without an address or a
 * quote below may be their first sentence, and a header block without a proof a list, such as a contact form's.
 */
function mayBeginWithOwnWords(lines: readonly Line[], first: HistoryMarker | undefined): boolean {
  if (first === undefined || isQuoted(lines[first.first] as Line)) return false;
  const next = lines[nextShown(lines, first.last + 1)];
  if (first.isCertain) return next === undefined && isUndated(lines, first);
  if (first.kind === 'header-block') return next !== undefined && !isQuoted(next);
  return first.kind === 'attribution' && (next === undefined || !isQuoted(next));
}

/** "carla@c.example wrote" and nothing below: somebody's answer. A program would say when. */
const isUndated = (lines: readonly Line[], marker: HistoryMarker): boolean =>
  marker.kind === 'attribution' && !/\d/.test(textOf(lines, marker).replace(/\S+@\S+/g, ''));

const textOf = (lines: readonly Line[], { first, last }: HistoryMarker): string =>
  lines
    .slice(first, last + 1)
    .map(({ body }) => body)
    .join(' ');

/** Keeps "Sent from my Grandmother" when nothing else is left: it may be the reply and not a footer. */
function keepOpenFooter(lines: readonly Line[], verdicts: LineVerdicts): Kept | undefined {
  const at = verdicts.findLastIndex(
    (kind, index) => kind === 'device-footer' && isOpenFooter(lines[index]),
  );
  if (at < 0) return undefined;
  const kept = assemble(lines, verdicts.with(at, undefined));
  return { ...kept, why: [{ kind: 'kept-rest', at: lines[at]?.at ?? 0 }, ...kept.why] };
}

function isOpenFooter(line: Line | undefined): boolean {
  return (
    line !== undefined &&
    !isQuoted(line) &&
    line.body !== '' &&
    judgeDeviceFooter(line.body, { isLastParagraph: true }) === 'open'
  );
}

/** The quoted mail as if it were the body: without its attribution, the mark that closes it, and one level of quoting. */
function unquoteOnce(lines: readonly Line[], markers: readonly HistoryMarker[]): Line[] {
  let start = skipRuler(lines, 0);
  // only of the outermost mail: each search reads all lines
  const outermost = markers.find(({ first }) => first <= start);
  for (const { first, last } of markers)
    if (first <= start) start = skipRuler(lines, Math.max(start, last + 1));
  const closing = outermost ? closingMark(lines, outermost) : -1;
  const end = closing >= start ? closing : lines.length;
  return lines.slice(start, end).map((line) => {
    if (!isQuoted(line)) return line;
    const depth = Math.max(0, line.depth - 1);
    return {
      ...line,
      depth,
      marked: undefined,
      text: depth > 0 ? `${'>'.repeat(depth)} ${line.body}` : line.body,
    };
  });
}

function skipRuler(lines: readonly Line[], from: number): number {
  const index = nextFilled(lines, from);
  return isRuler(lines[index]?.body ?? '') ? nextFilled(lines, index + 1) : index;
}

function isHistory(kind: CutKind | undefined): boolean {
  return kind !== undefined && !/signature|footer|disclaimer|gateway/.test(kind);
}

function keepTheirs(
  lines: readonly Line[],
  ours: readonly boolean[],
  markers: readonly HistoryMarker[],
): Kept {
  const verdicts = verdictsOfMarkers(lines, markers);
  // answers typed into the quote stand among our words (Apple Mail, Outlook)
  for (const [index, isOurs] of ours.entries()) if (isOurs) verdicts[index] ??= 'own-words';
  for (const [index, line] of lines.entries())
    if (isQuoted(line) && isBlankLine(line)) verdicts[index] ??= 'quote';
  cutRulers(lines, verdicts);
  cutSignatures(lines, verdicts, { policy: 'light', hasSent: true });
  const shown = lines.map((line) =>
    isQuoted(line) || isBlankLine(line) ? { ...line, text: line.body } : line,
  );
  return assembleOwn(lines, verdicts, shown);
}

/** Cuts the rulers beside what was cut. Those between the person's lines are their own. */
function cutRulers(lines: readonly Line[], verdicts: LineVerdicts): void {
  for (const [index, line] of lines.entries()) {
    if (!isRuler(line.body)) continue;
    const beside = [filledAbove(lines, index), nextFilled(lines, index + 1)];
    if (beside.some((at) => verdicts[at] !== undefined)) verdicts[index] ??= 'header-block';
  }
}

function verdictsOfMarkers(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
): LineVerdicts {
  const verdicts: LineVerdicts = new Array<CutKind | undefined>(lines.length).fill(undefined);
  for (const { first, last, kind } of markers) verdicts.fill(kind, first, last + 1);
  return verdicts;
}
