import { isBlankLine, type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { cutDeviceFooters } from './cut-device-footers.ts';
import { findSignature } from './find-signature.ts';

/** Signatures and footers that may follow one another in one stretch. */
const MAX_SIGNATURES = 3;
/** How a postscript begins, in our languages. Three words follow, because "P.S. Lamp" may be a name. */
const POSTSCRIPT =
  /^(?:(?:p\. ?){1,2}s\.?[:,]?|p{1,2}s ?[.:]|p\. ?d\.:?|[пз]\. ?[сы]\.:?) ?(?:\S+ ){2}\S/iu;

export interface SignatureRules {
  readonly policy: 'keep' | 'light' | 'strip';
  /** We know what we sent, so text that is not in it is the person's. */
  readonly hasSent: boolean;
  /** The author's address, where it is known. */
  readonly address?: string | undefined;
}

/** Cuts the signatures of each stretch of the person's lines: one above the quote, one at the end. */
export function cutSignatures(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  { policy, hasSent, address }: SignatureRules,
): void {
  if (policy === 'keep') return;
  for (const [index, line] of lines.entries()) {
    if (line.marked === 'client-signature') verdicts[index] ??= 'client-signature';
  }
  for (let first = 0; first < lines.length; first++) {
    if (verdicts[first] !== undefined) continue;
    let last = first;
    while (last + 1 < lines.length && verdicts[last + 1] === undefined) last++;
    const isWholeBody = first === 0 && last === lines.length - 1;
    const isBelowHistory = first > 0;
    const stretch = { first, last, policy, isWholeBody, isBelowHistory, hasSent, address };
    cutStretch(lines, verdicts, stretch);
    first = last;
  }
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly policy: 'light' | 'strip';
  readonly isWholeBody: boolean;
  /** The stretch follows history, so a ruler on its first line opens a footer. */
  readonly isBelowHistory: boolean;
  readonly hasSent: boolean;
  readonly address: string | undefined;
}

/** Cuts from the end upwards, several times: a signature may stand above a mailing list's footer. */
function cutStretch(lines: readonly Line[], verdicts: LineVerdicts, stretch: Stretch): void {
  cutDeviceFooters(lines, verdicts, stretch);
  // a footer that was cut parts the lines around it, as a blank line does
  const left = lines
    .slice(stretch.first, stretch.last + 1)
    .map((line, index) =>
      verdicts[stretch.first + index] === undefined ? line : { ...line, text: '', body: '' },
    );
  let end = withoutAddress(left, verdicts, stretch);
  for (let round = 0; round < MAX_SIGNATURES; round++) {
    const start = findSignature(left.slice(0, end), stretch);
    if (start === undefined) return;
    const stop = start.kind === 'signature' ? postscriptIn(left, start.at, end) : end;
    for (let index = start.at; index < stop; index++)
      verdicts[stretch.first + index] ??= start.kind;
    end = start.at;
  }
}

/**
 * Cuts the author's own address where it stands alone above the history: the signature of Foxmail. Returns the index
 * behind what is left of the stretch.
 */
function withoutAddress(
  left: readonly Line[],
  verdicts: LineVerdicts,
  { first, last, address }: Stretch,
): number {
  const at = left.findLastIndex(({ body }) => body !== '');
  const isOwn = address !== undefined && left[at]?.body.toLowerCase() === address;
  const isAlone = left[at - 1]?.body === '' && nextFilled(left, 0) < at;
  if (!isOwn || !isAlone || last + 1 >= verdicts.length) return left.length;
  verdicts[first + at] = 'signature';
  return at;
}

/** Index of the paragraph below the signature that the person added, or `end`. */
function postscriptIn(lines: readonly Line[], from: number, end: number): number {
  for (let at = from + 1; at < end; at++)
    if (lines[at - 1]?.body === '' && POSTSCRIPT.test(lines[at]?.body ?? '')) return at;
  return end;
}

/** `inline: drop` cuts the person's lines between two pieces of history. */
export function cutInlineAnswers(lines: readonly Line[], verdicts: LineVerdicts): void {
  const lastCut = verdicts.findLastIndex(
    (kind, index) => kind !== undefined && !isBlankLine(lines[index] as Line),
  );
  const firstQuote = verdicts.findIndex((kind) => kind === 'quote' || kind === 'client-quote');
  if (firstQuote < 0) return;
  for (let index = firstQuote; index < lastCut; index++) verdicts[index] ??= 'inline-answer';
}
