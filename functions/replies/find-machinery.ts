import { findDelimiters } from './find-delimiters.ts';
import { findAttributions } from './heads/find-attributions.ts';
import { findBareHeads } from './heads/find-bare-heads.ts';
import { findHeaderBlocks, type HeaderBlock, type Span } from './heads/find-header-blocks.ts';
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
  const taken: boolean[] = [];
  const machines: Machine[] = [];
  const add = (found: readonly Machine[]): void => {
    for (const machine of found) if (take(machine, taken)) machines.push(machine);
  };
  const headerBlocks = findHeaderBlocks(lines);
  add(delimiters.map((span) => ({ ...span, kind: 'delimiter', isCertain: true })));
  add(headerBlocks.map((block) => judgeBlock(lines, block)));
  add(findBareHeads(lines).map((span) => ({ ...span, kind: 'header-block', isCertain: true })));
  add(findMarks(lines, headerBlocks).map((mark) => ({ ...mark, isCertain: true })));
  add(findAttributions(lines, taken).map((span) => ({ ...span, kind: 'attribution' })));
  return machines.sort((a, b) => a.first - b.first);
}

/** Two lines of that kind people also type, and more of them where nothing stands above. */
function judgeBlock(lines: readonly Line[], { first, last, isProven }: HeaderBlock): Machine {
  const isCertain = last - first >= 2 && (isProven || nextFilled(lines, 0) < first);
  return { first, last, kind: 'header-block', isCertain };
}

function take(machine: Machine, taken: boolean[]): boolean {
  for (let index = machine.first; index <= machine.last; index++) if (taken[index]) return false;
  for (let index = machine.first; index <= machine.last; index++) taken[index] = true;
  return true;
}
