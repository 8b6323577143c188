import { findDelimiters } from './find-delimiters.ts';
import { findAttributions } from './heads/find-attributions.ts';
import { findBareHeads } from './heads/find-bare-heads.ts';
import { findHeaderBlocks, type Span } from './heads/find-header-blocks.ts';
import { findMarks } from './heads/find-marks.ts';
import { type Line, nextFilled } from './reply-line.ts';

/** Something a mail program or we ourselves put into the body, and what it says about the rest. */
export interface Machine extends Span {
  readonly kind: 'attribution' | 'header-block' | 'original-message' | 'forwarded' | 'delimiter';
  /** Beyond doubt; a doubtful one gives way to a certain one below it. */
  readonly isCertain: boolean;
}

/** All machinery of a body, by first line; a line belongs to at most one. `delimiters` may be known already. */
export function findMachinery(
  lines: readonly Line[],
  delimiters: readonly Span[] = findDelimiters(lines),
): Machine[] {
  const headerBlocks = findHeaderBlocks(lines);
  const machines: Machine[] = [
    ...delimiters.map((span) => ({
      ...span,
      kind: 'delimiter' as const,
      isCertain: true,
    })),
    ...headerBlocks.map((span) => ({
      ...span,
      kind: 'header-block' as const,
      // two lines of that kind people also type, and more of them where nothing stands above
      isCertain:
        span.last - span.first >= 2 && (span.isProven || nextFilled(lines, 0) < span.first),
    })),
    ...findBareHeads(lines).map((span) => ({
      ...span,
      kind: 'header-block' as const,
      isCertain: true,
    })),
    ...findMarks(lines, headerBlocks).map((mark) => ({ ...mark, isCertain: true })),
    ...findAttributions(lines).map((span) => ({ ...span, kind: 'attribution' as const })),
  ];
  const taken: boolean[] = [];
  return machines.filter((machine) => take(machine, taken)).sort((a, b) => a.first - b.first);
}

function take(machine: Machine, taken: boolean[]): boolean {
  for (let index = machine.first; index <= machine.last; index++) if (taken[index]) return false;
  for (let index = machine.first; index <= machine.last; index++) taken[index] = true;
  return true;
}
