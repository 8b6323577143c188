/** Why a line is not part of the reply. Closed list; support and tests hold on to these names. */
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

/** Why each line of a body is cut; undefined = the person's. */
export type LineVerdicts = (CutKind | undefined)[];

/** One line of the body, as the person's program showed it. */
export interface Line {
  /** Without line break and trailing blanks. */
  readonly text: string;
  /** Offset in the body text, in UTF-16 units. */
  readonly at: number;
  /** Levels of `>` or of plain `<blockquote>` around it. */
  readonly depth: number;
  /** Without quote marks, invisible characters and surrounding blanks. */
  readonly body: string;
  /** What the markup of a known client says about the line, beyond doubt. */
  readonly marked?: 'client-quote' | 'client-signature' | undefined;
  /** Stands in a `<blockquote>` rather than behind typed `>` marks. */
  readonly isElement?: boolean;
  /** A label of our own mail, by its class. */
  readonly isOurs?: boolean;
  /** Comes from HTML, where blank lines are layout. */
  readonly isHtml?: boolean;
}

/** A line of dashes and their like. */
export const isRuler = (body: string): boolean => /^[-_=*~—–─━# ]{3,}$/.test(body);

/** Narrow or wide, as China and Japan write it. */
export const endsWithColon = (body: string): boolean => body.endsWith(':') || body.endsWith('：');

export const isBlankLine = (line: Line): boolean => line.body === '';

export const isQuoted = (line: Line): boolean => line.depth > 0 || line.marked === 'client-quote';

/** Index of the next line that shows something or is quoted, a blank quoted line included. */
export function nextShown(lines: readonly Line[], from: number): number {
  let index = from;
  for (; index < lines.length; index++) {
    const line = lines[index];
    if (line !== undefined && (line.body !== '' || isQuoted(line))) break;
  }
  return index;
}

/** Index of the line above `at` that is not blank, or -1; across `mostBlank` blank lines at most, else that of the last of them. */
export function filledAbove(lines: readonly Line[], at: number, mostBlank = Infinity): number {
  let above = at - 1;
  while (above >= 0 && above >= at - 1 - mostBlank && lines[above]?.body === '') above--;
  return above;
}

/** Index of the first line from `from` on that is not blank, or `lines.length`. */
export function nextFilled(lines: readonly Line[], from: number): number {
  let index = from;
  while (index < lines.length && lines[index]?.body === '') index++;
  return index;
}
