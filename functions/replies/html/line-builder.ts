import { cleanShown } from '../lines/fold-text.ts';
import { MAX_LINES, makeLine } from '../lines/read-text-lines.ts';
import type { Line, Source } from '../reply-line.ts';
import { readWordItem } from './list-items.ts';

/** What the open elements say about the line that ends. */
interface LineMarks {
  /** `<blockquote>` elements around the line. */
  readonly quoteDepth: number;
  /** Elements around the line that hold a quote and end with it. */
  readonly elements: number;
  readonly isPreformatted: boolean;
  readonly isOurs: boolean;
  readonly isInEditor: boolean;
  readonly marked: Line['marked'];
  readonly look: Line['look'];
}

const NO_SOURCES: readonly Source[] = [];

/** Joins pieces of text into lines, as a browser would show them. */
export class LineBuilder {
  readonly #lines: Line[] = [];
  readonly #readMarks: () => LineMarks;
  #parts: string[] = [];
  /** Where the parts stand in the HTML. */
  #sources: Source[] = [];
  /** The line is empty or ends with a blank, so a further blank is not shown. */
  #isAfterBlank = true;
  #prefix = '';
  #at = 0;
  #wantsBlank = false;
  /** Lines that had ended when the open table row began; undefined outside of rows. */
  #rowStart: number | undefined;
  #isCellEmpty = false;
  /** A paragraph of the open cell ended: its next one begins a line, while the next cell goes on with this one. */
  #isLoose = false;
  /** In a list paragraph of Word: its level. */
  #wordLevel: number | undefined;
  #isFinished = false;
  #link: { href: string; from: number; line: number } | undefined;

  constructor(readMarks: () => LineMarks) {
    this.#readMarks = readMarks;
  }

  /** The lines that have ended. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  get isLineEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** Adds text whose runs of blanks and line ends are shown as one blank. At the edge of a paragraph they show nothing. */
  addText(text: string, source: Source): void {
    if (this.#isLoose) return;
    const plain = text.replace(/[ \t\r\n\f]+/g, ' ');
    const shown = this.#isAfterBlank && plain.startsWith(' ') ? plain.slice(1) : plain;
    if (shown !== '') this.#add(shown, source);
  }

  /** Adds text as it is written. The source of a line includes its line end; the source of an entity (`&amp;`) is all of it. */
  addPreformatted(text: string, { from, to }: Source): void {
    const isEntity = text.length !== to - from;
    let at = 0;
    for (const part of text.split(/(?<=\n)/)) {
      const line = part.replace(/\r?\n$/, '');
      const source = isEntity ? { from, to } : { from: from + at, to: from + at + part.length };
      if (line !== '') this.#add(line, source);
      if (line !== part) this.endLine();
      at += part.length;
    }
  }

  /** Parts are joined once per line: a string that grows by one character is copied each time it is read. */
  #add(text: string, source?: Source): void {
    this.#parts.push(text);
    this.#isAfterBlank = text.endsWith(' ');
    if (source === undefined) return;
    const last = this.#sources.at(-1);
    if (last?.to === source.from)
      this.#sources[this.#sources.length - 1] = { from: last.from, to: source.to };
    else this.#sources.push(source);
  }

  /** Puts the mark of a list item before the next line that is not blank. */
  startItem(mark: string): void {
    this.#prefix = mark;
  }

  /** Makes the words of a list paragraph of Word an item. */
  startWordItem(level: number | undefined): void {
    this.#wordLevel = level;
  }

  startRow(): void {
    this.breakLine();
    this.#rowStart = this.#lines.length;
  }

  endRow(): void {
    this.breakLine();
    this.#rowStart = undefined;
    this.#isCellEmpty = false;
  }

  /** Cells of a table row stand on one line, with one blank between them. Below a cell of several lines, a new line begins. */
  startCell(): void {
    if (this.#rowStart !== undefined && this.#rowStart !== this.#lines.length) this.breakLine();
    this.#isLoose = false;
    if (!this.isLineEmpty && !this.#isAfterBlank) this.#add(' ');
    this.#isCellEmpty = this.#rowStart !== undefined;
  }

  startLink(href: string): void {
    this.#link = { href, from: this.#parts.length, line: this.#lines.length };
  }

  /** Adds the link's address behind its words, unless the words are the address, or nobody sees the link. */
  endLink(isUnseen: boolean): void {
    const link = this.#link;
    this.#link = undefined;
    if (link === undefined || isUnseen || !/^https?:\/\/\S/i.test(link.href)) return;
    const words = this.#parts
      .slice(link.line === this.#lines.length ? link.from : 0)
      .join('')
      .trim();
    if (words === '' || words.includes('://') || isSameAddress(words, link.href)) return;
    this.#add(` (${link.href})`);
  }

  /** Has a blank line stand before the next line. The space around a cell's only paragraph parts no rows. */
  wantBlankLine(): void {
    this.#wantsBlank = this.#rowStart === undefined || this.#rowStart !== this.#lines.length;
  }

  /** Ends the line at the edge of a block, unless it is empty. */
  breakLine(): void {
    this.#isLoose = false;
    if (!this.isLineEmpty) this.endLine();
  }

  /** The same for a paragraph, of which a table cell may hold just one. */
  breakParagraph(): void {
    if (this.#rowStart === undefined) this.breakLine();
    else if (!this.#isCellEmpty) this.#isLoose = !this.isLineEmpty;
  }

  /** `<br>`. At the end of a cell it shows nothing. */
  breakByHand(): void {
    const mayEndCell = this.#rowStart !== undefined && !this.isLineEmpty && !this.#isLoose;
    if (this.#isLoose) this.breakLine();
    if (mayEndCell && !this.#isCellEmpty) this.#isLoose = true;
    else this.endLine();
  }

  /** Words follow, so that a paragraph of the open cell was not its last. */
  settle(): void {
    if (this.#isLoose) this.breakLine();
    this.#isCellEmpty = false;
  }

  endParagraph(): void {
    this.breakLine();
    this.wantBlankLine();
  }

  /** Ends the line even if it is empty. */
  endLine(): void {
    if (this.#lines.length >= MAX_LINES && !this.#isFinished) {
      this.#add(' ');
      return;
    }
    if (this.#wantsBlank && this.#lines.length > 0 && this.#lines.at(-1)?.body !== '')
      this.#push('');
    this.#wantsBlank = false;
    this.#push(cleanShown(this.#shown(this.#parts.join(''))));
    this.#parts = [];
    this.#sources = [];
    this.#isAfterBlank = true;
  }

  #shown(text: string): string {
    if (this.#readMarks().isPreformatted) return text;
    if (this.#wordLevel !== undefined) return readWordItem(text, this.#wordLevel);
    const isIndentable = this.#rowStart === undefined && this.#prefix === '';
    return text.trimEnd().replace(isIndentable ? EDGE_BLANK : EDGE_BLANKS, '');
  }

  /** Marks the lines from this index on as a quote of the client's. */
  markAsQuote(from: number): void {
    for (let index = from; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (line !== undefined) this.#lines[index] = { ...line, marked: 'client-quote' };
    }
  }

  finish(): Line[] {
    this.#isFinished = true;
    this.breakLine();
    return this.#lines;
  }

  #push(text: string): void {
    const shown = text.trim() === '' ? '' : this.#prefix + text;
    if (shown !== '') this.#prefix = '';
    const line = makeLine(shown, this.#at);
    const { quoteDepth, elements, isOurs, isInEditor, marked, look } = this.#readMarks();
    this.#lines.push({
      ...line,
      depth: line.depth + quoteDepth,
      elements,
      isHtml: true,
      sources: shown === '' ? NO_SOURCES : this.#sources,
      isOurs,
      isInEditor,
      marked,
      look,
    });
    this.#at += line.text.length + 1;
  }
}

/** What editors write at the edge of a cell or an item. Japanese begins a paragraph with a wide blank. */
const EDGE_BLANKS = /^[ \t\u00a0]+/;
/** Elsewhere they write one blank. Several are somebody's indentation, as of a pasted program. */
const EDGE_BLANK = /^[ \u00a0](?![ \t\u00a0])/;

const bareAddress = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./, '')
    .replace(/\/$/, '');

const isSameAddress = (words: string, href: string): boolean =>
  bareAddress(words) === bareAddress(href);
