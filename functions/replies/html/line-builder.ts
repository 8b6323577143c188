import { cleanShown } from '../lines/fold-text.ts';
import { MAX_LINES, makeLine } from '../lines/read-text-lines.ts';
import type { Line, Source } from '../reply-line.ts';

/** What the open elements say about the line that ends. */
interface LineMarks {
  /** `<blockquote>` elements around the line. */
  readonly quoteDepth: number;
  /** In an element that holds a quote and ends with it. */
  readonly isInQuote: boolean;
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

  /** Adds text whose runs of blanks and line ends are shown as one blank. */
  addText(text: string, source: Source): void {
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

  /** Cells of a table row stand on one line, with one blank between them. */
  startCell(): void {
    if (!this.isLineEmpty && !this.#isAfterBlank) this.#add(' ');
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

  /** Has a blank line stand before the next line. */
  wantBlankLine(): void {
    this.#wantsBlank = true;
  }

  /** Ends the line at the edge of a block, unless it is empty. */
  breakLine(): void {
    if (!this.isLineEmpty) this.endLine();
  }

  endParagraph(): void {
    this.breakLine();
    this.wantBlankLine();
  }

  /** Ends the line even if it is empty: `<br>`. */
  endLine(): void {
    if (this.#lines.length >= MAX_LINES && !this.#isFinished) {
      this.#add(' ');
      return;
    }
    if (this.#wantsBlank && this.#lines.length > 0 && this.#lines.at(-1)?.body !== '')
      this.#push('');
    this.#wantsBlank = false;
    const text = this.#parts.join('');
    this.#push(cleanShown(this.#readMarks().isPreformatted ? text : text.trim()));
    this.#parts = [];
    this.#sources = [];
    this.#isAfterBlank = true;
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
    const { quoteDepth, isInQuote, isOurs, isInEditor, marked, look } = this.#readMarks();
    this.#lines.push({
      ...line,
      depth: line.depth + quoteDepth,
      isElement: isInQuote,
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

const bareAddress = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./, '')
    .replace(/\/$/, '');

const isSameAddress = (words: string, href: string): boolean =>
  bareAddress(words) === bareAddress(href);
