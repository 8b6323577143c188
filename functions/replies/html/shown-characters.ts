import type { StartTag } from './html-clients.ts';

type Shape = 'wingdings' | 'raised' | 'lowered' | undefined;

/** Word's picture font: what its corrections make of `:)`, `:(`, `-->` and `<--`, ticks, boxes, and the marks of lists. */
const WINGDINGS: Readonly<Record<string, string>> = {
  J: '☺',
  K: '😐',
  L: '☹',
  à: '→',
  ß: '←',
  ó: '↔',
  è: '➔',
  ç: '⬅',
  ü: '✔',
  û: '✘',
  þ: '☑',
  ý: '☒',
  '¨': '☐',
  o: '☐',
  q: '❑',
  n: '■',
  l: '●',
  '§': '▪',
  v: '❖',
  Ø: '➢',
};
const DIGITS = '0123456789+-=()';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎';
/** Longest raised or lowered number, in UTF-16 units. */
const MAX_NUMBER_CHARS = 20;
const NUMBER = /^[\d+\-=()]+$/;

/** Follows which characters the open elements show for those in the HTML: `m<sup>2</sup>` is m², and not m2. */
export class ShownCharacters {
  readonly #shapes: Shape[] = [];

  open({ name, attributes: { style, face = '' } }: StartTag): void {
    this.#shapes.push(readShape(name, style || face, this.#shapes.at(-1)));
  }

  close(): void {
    this.#shapes.pop();
  }

  show(text: string): string {
    const shape = this.#shapes.at(-1);
    if (shape === undefined) return text;
    if (shape === 'wingdings') return replaceEach(text, (letter) => WINGDINGS[letter]);
    if (text.length > MAX_NUMBER_CHARS || !NUMBER.test(text)) return text;
    const digits = shape === 'raised' ? RAISED : LOWERED;
    return replaceEach(text, (digit) => digits[DIGITS.indexOf(digit)]);
  }
}

/** As the first of a style's fonts, or as the only one of `<font>`: the others stand in where the first is missing. */
const IN_WINGDINGS = /(?:^|(?<![\w-])font-family:)[\s"']{0,3}wingdings(?! ?\d)/i;

function readShape(name: string, font: string, outer: Shape): Shape {
  if (IN_WINGDINGS.test(font)) return 'wingdings';
  if (outer === 'wingdings') return font.includes('font') ? undefined : outer;
  if (name === 'sup') return 'raised';
  return name === 'sub' ? 'lowered' : outer;
}

const replaceEach = (text: string, shown: (letter: string) => string | undefined): string =>
  Array.from(text, (letter) => shown(letter) ?? letter).join('');
