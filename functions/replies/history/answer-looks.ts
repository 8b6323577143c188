import type { Hue, Line } from '../reply-line.ts';
import type { Pointer } from './answer-pointers.ts';

/** Where the answered mail stands below its head. */
export interface Answered {
  /** First line of its head, or of the history. */
  readonly head: number;
  /** Its first line with words. */
  readonly top: number;
  readonly end: number;
}

/** Lines that the editor of the person's program made. Where the answered mail begins with one, it was written there, too. */
export const typedInto =
  (top: Line | undefined): ((line: Line) => boolean) =>
  ({ look }) =>
    look?.isTyped === true && top?.look?.isTyped !== true;

/**
 * Lines that look otherwise than the first line of the answered mail, where the person says that their answers are there.
 * Without a word for the colour, the mail must have one only: advertisements have several.
 */
export function pointedAt(
  lines: readonly Line[],
  { head, top, end }: Answered,
  pointer: () => Pointer | undefined,
): (line: Line) => boolean {
  const base = lines[top]?.look;
  if (base === undefined) return nothing;
  const all = lines.slice(top, end).filter(({ body }) => body !== '');
  const inColour = inOtherColour(all, base.hue, pointer);
  if (inColour !== undefined) return inColour;
  const inBlocks = inBlocksAbove(lines.slice(0, head), all, base.block);
  return inBlocks !== undefined && pointer()?.isPlace === true ? inBlocks : nothing;
}

const nothing = (): boolean => false;

function inOtherColour(
  all: readonly Line[],
  base: Hue | undefined,
  pointer: () => Pointer | undefined,
): ((line: Line) => boolean) | undefined {
  const hues = all.map(({ look }) => look?.hue);
  const others = new Set(hues.filter((each) => each !== undefined && each !== base));
  // nearly no mail has them, and the search for a pointer takes time
  const said = others.size > 0 ? pointer() : undefined;
  if (said === undefined) return undefined;
  const { hue } = said;
  const isAnswer = ({ look }: Line): boolean =>
    others.has(look?.hue) && (hue === undefined || look?.hue === hue);
  const isFound =
    hue !== undefined ? all.some(isAnswer) : others.size === 1 && standBetween(all, isAnswer);
  return isFound ? isAnswer : undefined;
}

/**
 * Lines in elements of the kind in which the person writes above, where all others stand in the kind of the first. A mail
 * of many kinds of elements may have any by itself.
 */
function inBlocksAbove(
  above: readonly Line[],
  all: readonly Line[],
  base: string,
): ((line: Line) => boolean) | undefined {
  const typed = new Set(above.map(({ body, look }) => body && look?.block));
  if (typed.has(base)) return undefined;
  const isAnswer = ({ look }: Line): boolean => look !== undefined && typed.has(look.block);
  const isUniform = all.every((line) => line.look?.block === base || isAnswer(line));
  return isUniform && standBetween(all, isAnswer) ? isAnswer : undefined;
}

/** Whether one of these lines at least has other lines below. A signature may look otherwise, too. */
function standBetween(lines: readonly Line[], isAnswer: (line: Line) => boolean): boolean {
  const first = lines.findIndex(isAnswer);
  return first >= 0 && lines.slice(first).some((line) => !isAnswer(line));
}
