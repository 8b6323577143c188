import { showsNothing } from '../mail/shows-nothing.ts';
import type { ShownSource } from './html/cut-html.ts';
import type { CutKind, Line, LineVerdicts } from './reply-line.ts';

/** What was kept and cut, and where the words of both stand in the HTML part. */
export interface Assembled<Kind> {
  readonly reply: string;
  readonly elided: string;
  readonly why: readonly { readonly kind: Kind; readonly at: number }[];
  readonly sources: readonly ShownSource[];
}

/** Joins what the verdicts keep and cut. `shown`: the same lines as they are shown in the reply. */
export const assemble = (
  lines: readonly Line[],
  verdicts: LineVerdicts,
  shown: readonly Line[] = lines,
): Assembled<CutKind> => ({
  reply: joinKept(shown, verdicts),
  elided: joinCut(lines, verdicts),
  why: listCuts(lines, verdicts),
  sources: sourcesOf(lines, verdicts),
});

const sourcesOf = (lines: readonly Line[], verdicts: LineVerdicts): ShownSource[] =>
  lines.flatMap(({ sources = [] }, at) =>
    sources.map(({ from, to }) => ({ from, to, isKept: verdicts[at] === undefined })),
  );

/** Joins the lines that were not cut. A cut between two lines leaves one blank line. Returns '' when nothing visible is left. */
export function joinKept(lines: readonly Line[], verdicts: LineVerdicts): string {
  const out: string[] = [];
  let wasCut = false;
  for (const [index, line] of lines.entries()) {
    if (verdicts[index] !== undefined) {
      wasCut = true;
      continue;
    }
    if (line.continues !== undefined && !wasCut && out.length > 0) {
      continueLast(out, line);
      continue;
    }
    if (wasCut && out.length > 0 && out.at(-1) !== '' && line.text !== '') out.push('');
    wasCut &&= line.text === '';
    if (line.text === '' && out.at(-1) === '' && (wasCut || line.isHtml)) continue;
    out.push(line.text);
  }
  const kept = out.join('\n').trim();
  return showsNothing(kept) ? '' : kept;
}

/** Adds the line to the last one, of which it is the rest in the body. */
const continueLast = (out: string[], { continues = '', text }: Line): void =>
  void out.push(`${out.pop() ?? ''}${continues}${text}`);

/** Joins the lines that were cut, as they stood in the body, with the blank lines between them. */
function joinCut(lines: readonly Line[], verdicts: LineVerdicts): string {
  const out: string[] = [];
  let wasCut = false;
  for (const [index, line] of lines.entries()) {
    const isCut = verdicts[index] !== undefined;
    if (isCut && wasCut && line.continues !== undefined) continueLast(out, line);
    else if (isCut || (wasCut && line.text === '')) out.push(line.text);
    wasCut = isCut || (wasCut && line.text === '');
  }
  return out.join('\n').trim();
}

/** One entry for each run of lines that were cut for the same reason. */
function listCuts(lines: readonly Line[], verdicts: LineVerdicts): { kind: CutKind; at: number }[] {
  const cuts: { kind: CutKind; at: number }[] = [];
  let last: CutKind | undefined;
  for (const [index, kind] of verdicts.entries()) {
    const line = lines[index];
    if (kind !== undefined && kind !== last && line !== undefined) cuts.push({ kind, at: line.at });
    last = kind;
  }
  return cuts;
}
