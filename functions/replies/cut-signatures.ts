import type { Verdicts } from './cut-history.ts';
import { findSignature } from './find-signature.ts';
import { isBlank, type Line } from './reply-line.ts';

/** Cuts the signature of each stretch of own lines: one above the quote, one at the end. */
export function cutSignatures(
  lines: readonly Line[],
  verdicts: Verdicts,
  policy: 'keep' | 'light' | 'strip',
): void {
  if (policy === 'keep') return;
  for (const [index, line] of lines.entries()) {
    if (line.marked === 'client-signature') verdicts[index] ??= 'client-signature';
  }
  for (let first = 0; first < lines.length; first++) {
    if (verdicts[first] !== undefined) continue;
    let last = first;
    while (last + 1 < lines.length && verdicts[last + 1] === undefined) last++;
    const stretch = lines.slice(first, last + 1);
    const isWholeBody = first === 0 && last === lines.length - 1;
    const start = findSignature(stretch, policy, isWholeBody);
    if (start !== undefined) verdicts.fill(start.kind, first + start.at, last + 1);
    first = last;
  }
}

/** `inline: drop`: own lines between two stretches of history. */
export function cutInlineAnswers(lines: readonly Line[], verdicts: Verdicts): void {
  const lastCut = verdicts.findLastIndex(
    (kind, index) => kind !== undefined && !isBlank(lines[index] as Line),
  );
  const firstQuote = verdicts.findIndex((kind) => kind === 'quote' || kind === 'client-quote');
  if (firstQuote < 0) return;
  for (let index = firstQuote; index < lastCut; index++) verdicts[index] ??= 'inline-answer';
}
