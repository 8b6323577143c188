/** Which way a text is read (Unicode UAX #9). */
export type Direction = 'ltr' | 'rtl';

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** By the first letter, as mail programs and browsers go by it; undefined: there is none. */
export function directionOf(text: string): Direction | undefined {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

export interface DirectedText {
  direction: Direction | undefined;
  text: string;
}

/** Lines that follow each other and are read the same way; a line without a letter goes with those above it, a blank one with those below. */
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

/** Style of a block that is read another way than what is around it: Outlook for Windows and the tables of a mail align by hand. */
export const alignment = (direction: Direction, around: Direction): string =>
  direction === around ? '' : `text-align:${direction === 'rtl' ? 'right' : 'left'};`;

/** A style with its sides exchanged where the text is read from the right. */
export const sided = (style: string, direction: Direction): string =>
  direction === 'ltr'
    ? style
    : style.replace(/\b(?:left|right)\b/g, (side) => (side === 'left' ? 'right' : 'left'));
