/** Why a line is not part of the reply. A closed list: support and tests rely on these names. */
export type CutKind =
  | 'attribution'
  | 'header-block'
  | 'original-message'
  | 'forwarded'
  | 'quote'
  | 'client-quote'
  | 'delimiter'
  | 'own-words'
  | 'inline-answer'
  | 'signature'
  | 'client-signature'
  | 'device-footer'
  | 'disclaimer'
  | 'gateway';

/** For each line of a body why it is cut; undefined: the person wrote it. */
export type LineVerdicts = (CutKind | undefined)[];

export type Hue = 'red' | 'green' | 'blue' | 'other';

/** How the first words of a line look and where they stand. It can tell a typed answer from the quote around it. */
export interface Look {
  /** Undefined for black, grey and white. */
  readonly hue: Hue | undefined;
  /** Name and first class of the block around the words, `p.msonormal`. */
  readonly block: string;
  /** The markup says that the words were typed into the quoted mail. */
  readonly isTyped: boolean;
}

/** One line of the body, as the person's program showed it. */
export interface Line {
  /** Without line break and trailing blanks. A joined attribution keeps the breaks inside it. */
  readonly text: string;
  /** Offset in the body text, in UTF-16 units. */
  readonly at: number;
  /** In the body this line continues the one above, behind these characters. */
  readonly continues?: string;
  /** Levels of `>` or of plain `<blockquote>` around the line. */
  readonly depth: number;
  /** The text without quote marks, invisible characters and surrounding blanks. */
  readonly body: string;
  /** What the markup of a known client says for certain. */
  readonly marked?: 'client-quote' | 'client-signature' | undefined;
  /** How many elements that quote, as `<blockquote>` does, are around the line: no typed `>` marks, and no history that runs to the end. */
  readonly elements?: number;
  /** A label of our own mail, known by its class. */
  readonly isOurs?: boolean;
  /** In the element in which the program's user types: no gateway wrote it. */
  readonly isInEditor?: boolean;
  /** In HTML: how its first words look. */
  readonly look?: Look | undefined;
  /** From HTML, where blank lines are only layout. */
  readonly isHtml?: boolean;
  /** Where its words stand in the HTML part. */
  readonly sources?: readonly Source[];
}

/** A piece of the HTML part, in UTF-16 units. */
export interface Source {
  readonly from: number;
  readonly to: number;
}

/** A line of dashes or similar characters that a program draws. `###` is none, because people type it (S6). */
export const isRuler = (body: string): boolean => /^[-_=*~‐—–─━ ]{3,}$/.test(body);

/** Words of any language between four dashes or more on each side, or a ruler: `-------- Original Message --------`. */
export const isDashed = (body: string): boolean =>
  /^[-_=*~—–─━]{4}(?:.{0,120}[-_=*~—–─━]{4})?$/u.test(body);

/** The ASCII and the full-width colon (Chinese, Japanese), and the Armenian, Amharic and Khmer marks for it. */
const COLONS = ':：՝፦៖';
/** Armenian ends a sentence with `։`; its full stop is a colon. */
const ARMENIAN_COLON = /[\u0561-\u0587][.․]$/;

export const endsWithColon = (body: string): boolean =>
  COLONS.includes(body.at(-1) ?? ' ') || ARMENIAN_COLON.test(body.slice(-2));

export const isBlankLine = (line: Line): boolean => line.body === '';

export const isQuoted = (line: Line): boolean => line.depth > 0 || line.marked === 'client-quote';

/** Index of the next line that is not blank or that is quoted, even if blank; `lines.length` when there is none. */
export function nextShown(lines: readonly Line[], from: number): number {
  let index = from;
  for (; index < lines.length; index++) {
    const line = lines[index];
    if (line !== undefined && (line.body !== '' || isQuoted(line))) break;
  }
  return index;
}

/** Whether the next line that is shown below this one is quoted. */
export function isAboveQuote(lines: readonly Line[], at: number): boolean {
  const next = lines[nextShown(lines, at + 1)];
  return next !== undefined && isQuoted(next);
}

/**
 * Index of the nearest non-blank line above `at`, or -1. It skips at most `mostBlank`
 * blank lines; where there are more, the line that it returns is blank.
 */
export function filledAbove(lines: readonly Line[], at: number, mostBlank = Infinity): number {
  let above = at - 1;
  while (above >= 0 && above > at - 1 - mostBlank && lines[above]?.body === '') above--;
  return above;
}

/**
 * Index of the first line from `from` on that is not blank, or `end`. Who asks from many blank lines must
 * give an `end`: the walks would overlap.
 */
export function nextFilled(lines: readonly Line[], from: number, end = lines.length): number {
  let index = from;
  while (index < end && lines[index]?.body === '') index++;
  return index;
}
