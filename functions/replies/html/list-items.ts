import type { StartTag } from './html-clients.ts';

const MAX_LIST_DEPTH = 8;

interface List {
  /** The number of the next item, undefined where a list has marks. */
  next: number | undefined;
  readonly type: string;
}

const isNumber = (written: string): boolean => /^\d{1,6}$/.test(written);

/** The open lists, and what a browser shows before their items. */
export class ListItems {
  readonly #lists: List[] = [];

  get isOpen(): boolean {
    return this.#lists.length > 0;
  }

  /** Programs that split a list around a quote continue it with `start`. */
  open(tag: StartTag): void {
    const { start = '' } = tag.attributes;
    const first = isNumber(start) ? Number(start) : 1;
    this.#lists.push({ next: tag.name === 'ol' ? first : undefined, type: numberType(tag) });
  }

  close(): void {
    this.#lists.pop();
  }

  /** `- ` or the number of the item, which may state one, indented by two blanks per enclosing list. */
  next(tag: StartTag): string {
    const { value = '' } = tag.attributes;
    const list = this.#lists.at(-1);
    const indent = indentOf(this.#lists.length);
    if (list?.next === undefined) return `${indent}- `;
    const number = isNumber(value) ? Number(value) : list.next;
    list.next = number + 1;
    return `${indent}${writeNumber(number, numberType(tag) || list.type)}. `;
  }
}

const indentOf = (level: number): string =>
  '  '.repeat(Math.min(Math.max(level - 1, 0), MAX_LIST_DEPTH));

/** The attribute `type` (`a`, `I`), or what the style says in words (`lower-alpha`). */
function numberType({ attributes: { type = '', style = '' } }: StartTag): string {
  const [, height = '', form = ''] =
    /list-style(?:-type)?:[^;]{0,40}?(lower|upper)-([alr])/i.exec(style) ?? [];
  if (form === '') return type;
  const letter = form.toLowerCase() === 'r' ? 'i' : 'a';
  return height.toLowerCase() === 'upper' ? letter.toUpperCase() : letter;
}

const LETTERS_IN_ALPHABET = 26;
/** Highest number that is written in Roman numerals. */
const MAX_ROMAN = 3999;
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** The number in the form of a list's `type` (HTML, "ordinal value"): `3`, `c`, `C`, `iii` or `III`. */
function writeNumber(number: number, type: string): string {
  const isUpper = type === 'A' || type === 'I';
  const written = /^a$/i.test(type) ? letterOf(number) : /^i$/i.test(type) ? romanOf(number) : '';
  if (written === '') return String(number);
  return isUpper ? written.toUpperCase() : written;
}

const letterOf = (number: number): string =>
  number < 1 || number > LETTERS_IN_ALPHABET ? '' : String.fromCharCode(96 + number);

function romanOf(number: number): string {
  if (number < 1 || number > MAX_ROMAN) return '';
  let left = number;
  let written = '';
  for (const [value, letters] of ROMAN) for (; left >= value; left -= value) written += letters;
  return written;
}

/** Level of a paragraph that Word shows as a list item; undefined for all others. */
export function wordListLevel({ name, attributes }: StartTag): number | undefined {
  if (name !== 'p') return undefined;
  const { class: className = '', style = '' } = attributes;
  const level = /mso-list:\s{0,3}l\d{1,4} level(\d)/i.exec(style)?.[1];
  if (level !== undefined) return Number(level);
  return /^(?:x_){0,10}MsoListParagraph/i.test(className) ? 1 : undefined;
}

/** A number, a letter or a picture, and the blanks of another font that Word puts behind it. */
const WORD_MARK =
  /^\s{0,9}(?:(\(?(?:\d{1,3}|\p{L}{1,4})(?:\.\d{1,3}){0,5}[.)])|[^\p{L}\p{N}\s]|o)[ \u00a0]{2,60}(?=\S)/u;

/** `·       lamp` in a list paragraph of Word as `- lamp`, as in a list of HTML. */
export function readWordItem(text: string, level: number): string {
  const mark = WORD_MARK.exec(text);
  if (mark === null) return text.trim();
  return `${indentOf(level)}${mark[1] ?? '-'} ${text.slice(mark[0].length).trim()}`;
}
