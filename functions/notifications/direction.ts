/** Direction in which a text is read (Unicode UAX #9). */
export type Direction = 'ltr' | 'rtl';

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Direction of the first letter, by which mail programs and browsers decide, too; undefined when there is no letter. */
export function directionOf(text: string): Direction | undefined {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

export interface DirectedText {
  direction: Direction | undefined;
  text: string;
}

/** Splits a text into runs of lines with one direction. A line without letters joins the run above, blank lines the run below. */
export function splitByDirection(text: string): DirectedText[] {
  const runs: { direction: Direction | undefined; lines: string[] }[] = [];
  let blank: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      blank.push(line);
      continue;
    }
    const direction = directionOf(line);
    const last = runs.at(-1);
    const isOther = direction && last?.direction && direction !== last.direction;
    if (last && !isOther) {
      last.direction ??= direction;
      last.lines.push(...blank, line);
    } else runs.push({ direction, lines: [...blank, line] });
    blank = [];
  }
  runs.at(-1)?.lines.push(...blank);
  return runs.map(({ direction, lines }) => ({ direction, text: lines.join('\n') }));
}

/** Alignment of a block whose direction differs from what surrounds it: Outlook for Windows and tables in mails need it explicitly. */
export const alignment = (direction: Direction, around: Direction): string =>
  direction === around ? '' : `text-align:${direction === 'rtl' ? 'right' : 'left'};`;

/** The style with left and right exchanged for right-to-left text. */
export const sided = (style: string, direction: Direction): string =>
  direction === 'ltr'
    ? style
    : style.replace(/\b(?:left|right)\b/g, (side) => (side === 'left' ? 'right' : 'left'));
