import { joinCut, joinKept, listCuts } from './assemble-reply.ts';
import type { Verdicts } from './cut-history.ts';
import { cutSignatures } from './cut-signatures.ts';
import { findMachinery } from './find-machinery.ts';
import { type CutKind, isBlank, isQuoted, type Line } from './reply-line.ts';

export interface Kept {
  readonly reply: string;
  readonly elided: string;
  readonly why: readonly {
    readonly kind: CutKind | 'kept-rest' | 'kept-whole';
    readonly at: number;
  }[];
}

/**
 * Nothing above the history is the person's own (S12). With our texts known, what is neither ours nor
 * quoted is theirs (bottom posting under an unmarked copy), and if nothing is left, nothing is theirs.
 * Without them the quoted words are kept, freed from quote marks and machinery.
 */
export function keepWhatThereIs(
  lines: readonly Line[],
  verdicts: Verdicts,
  ours: readonly boolean[],
): Kept {
  if (ours.includes(true)) return keepTheirs(lines, ours);
  if (!verdicts.some((kind, index) => isHistory(kind) && !isBlank(lines[index] as Line))) {
    const isFooter = verdicts.some((kind) => kind === 'signature' || kind === 'disclaimer');
    if (!isFooter)
      return { reply: '', elided: joinCut(lines, verdicts), why: listCuts(lines, verdicts) };
    return { reply: joinKept(lines, []), elided: '', why: [{ kind: 'kept-whole', at: 0 }] };
  }
  const machinery = machineryOf(lines);
  const isAllQuoted = lines.every(
    (line, index) => isQuoted(line) || isBlank(line) || machinery[index] !== undefined,
  );
  const shown = isAllQuoted ? lines.map((line) => ({ ...line, text: line.body })) : lines;
  const reply = joinKept(shown, machinery);
  if (reply === '')
    return { reply: joinKept(lines, []), elided: '', why: [{ kind: 'kept-whole', at: 0 }] };
  return {
    reply,
    elided: joinCut(lines, machinery),
    why: [...listCuts(lines, machinery), { kind: 'kept-rest', at: 0 }],
  };
}

function isHistory(kind: CutKind | undefined): boolean {
  return kind !== undefined && !/signature|footer|disclaimer/.test(kind);
}

function keepTheirs(lines: readonly Line[], ours: readonly boolean[]): Kept {
  const verdicts = machineryOf(lines);
  for (const [index, line] of lines.entries()) {
    if (isQuoted(line)) verdicts[index] ??= 'quote';
    if (ours[index]) verdicts[index] ??= 'own-words';
  }
  cutSignatures(lines, verdicts, 'light');
  return {
    reply: joinKept(lines, verdicts),
    elided: joinCut(lines, verdicts),
    why: listCuts(lines, verdicts),
  };
}

function machineryOf(lines: readonly Line[]): Verdicts {
  const verdicts: Verdicts = new Array<CutKind | undefined>(lines.length).fill(undefined);
  for (const { first, last, kind } of findMachinery(lines)) verdicts.fill(kind, first, last + 1);
  for (const [index, line] of lines.entries())
    if (/^[-_=*~—–]{4,}$/.test(line.body)) verdicts[index] ??= 'header-block';
  return verdicts;
}
