import { readFeatures } from '../heads/attribution-features.ts';
import { cleanLine, foldText } from '../lines/fold-text.ts';
import { MAX_LINES, makeLine } from '../lines/read-text-lines.ts';
import type { Line, Source } from '../reply-line.ts';
import type { ElementFacts, Meaning } from './html-clients.ts';
import {
  type Counter,
  countersOf,
  isBlockElement,
  isEmoji,
  isUnseen,
  keepsLineEnds,
} from './html-elements.ts';
import { ListItems } from './list-items.ts';
import { ParagraphMargins } from './paragraph-margins.ts';

/** Blank lines between a quote and the line that introduces it. */
const MAX_GAP_LINES = 2;
/** Longest line above a quote that is read as an attribution, in UTF-16 units. */
const MAX_ATTRIBUTION_CHARS = 400;

/** What an open element changed. It is undone when the element closes. */
interface Frame {
  readonly isBlock: boolean;
  readonly hasMargin: boolean;
  readonly undo: readonly Counter[];
  /** Its style shows line ends (`white-space: pre`). */
  readonly isPreformatted: boolean;
}

const NO_SOURCES: readonly Source[] = [];

const bareAddress = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./, '')
    .replace(/\/$/, '');

const isSameAddress = (words: string, href: string): boolean =>
  bareAddress(words) === bareAddress(href);

/** Collects the text between tags into lines, as a browser would show them. */
export class HtmlLines {
  readonly #lines: Line[] = [];
  readonly #frames: Frame[] = [];
  readonly #count: Record<Counter, number> = {
    quote: 0,
    clientQuote: 0,
    signature: 0,
    unseen: 0,
    pre: 0,
    list: 0,
    style: 0,
    container: 0,
    ours: 0,
  };
  readonly #lists = new ListItems();
  readonly #margins = new ParagraphMargins();
  #parts: string[] = [];
  /** Where the parts stand in the HTML. */
  #sources: Source[] = [];
  /** The line is empty or ends with a blank, so a further blank is not shown. */
  #isAfterBlank = true;
  #prefix = '';
  #at = 0;
  #wantsBlank = false;
  /** The element just opened holds a single blank: Yandex's empty line. */
  #isSpaceOnly = false;
  #isHistory = false;
  #isFinished = false;
  /** First line of a Gmail container before its first quote: the attribution begins here, if a quote follows. */
  #containerStart: number | undefined;
  #link: { href: string; from: number; line: number } | undefined;

  text(text: string, source: Source): void {
    if (this.#count.unseen > 0) {
      if (this.#count.style > 0) this.#margins.readStyleSheet(text);
      return;
    }
    if (this.#count.pre > 0) {
      this.#preText(text, source);
      return;
    }
    this.#isSpaceOnly = text === ' ' && this.#parts.length === 0;
    const plain = text.replace(/[ \t\r\n\f]+/g, ' ');
    const shown = this.#isAfterBlank && plain.startsWith(' ') ? plain.slice(1) : plain;
    if (shown !== '') this.#add(shown, source);
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

  void(name: string, alt: string, meaning: Meaning | undefined, source: Source): void {
    if (meaning === 'history') this.#startHistory();
    if (name === 'br') this.#endLine();
    else if (name === 'hr') this.#endParagraph();
    else if (name === 'img' && isEmoji(alt)) this.text(alt, source);
  }

  open(facts: ElementFacts, meaning: Meaning | undefined): void {
    this.#isSpaceOnly = false;
    const { name } = facts;
    const isBlock = isBlockElement(name);
    const hasMargin = name === 'p' ? this.#margins.hasMargin(facts) : this.#isSetApart(name);
    const undo = this.#readCounters(facts, meaning);
    if (isBlock || undo.length > 0 || meaning === 'history') this.#breakLine();
    if (meaning === 'history') this.#startHistory();
    if (hasMargin) this.#wantsBlank = true;
    if (name === 'li') this.#prefix = this.#lists.next();
    if (name === 'ul' || name === 'ol') this.#lists.open(facts);
    if (name === 'td' || name === 'th') this.#startCell();
    for (const counter of undo) this.#count[counter]++;
    const isPreformatted = keepsLineEnds(facts);
    if (isPreformatted) this.#count.pre++;
    this.#frames.push({ isBlock, hasMargin, undo, isPreformatted });
  }

  close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    if (frame.isBlock && this.#isSpaceOnly) this.#endLine();
    else if (frame.isBlock || frame.undo.length > 0) this.#breakLine();
    this.#isSpaceOnly = false;
    if (frame.hasMargin) this.#wantsBlank = true;
    for (const counter of frame.undo) this.#count[counter]--;
    if (frame.isPreformatted) this.#count.pre--;
    if (frame.undo[0] === 'list') this.#lists.close();
    if (this.#count.container === 0) this.#containerStart = undefined;
  }

  openLink(href: string): void {
    this.#link = { href, from: this.#parts.length, line: this.#lines.length };
  }

  /** Adds the address behind the link's words, unless the words are the address. */
  closeLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (link === undefined || this.#count.unseen > 0 || !/^https?:\/\/\S/i.test(link.href)) return;
    const words = this.#parts
      .slice(link.line === this.#lines.length ? link.from : 0)
      .join('')
      .trim();
    if (words === '' || words.includes('://') || isSameAddress(words, link.href)) return;
    this.#add(` (${link.href})`);
  }

  finish(): Line[] {
    this.#isFinished = true;
    this.#breakLine();
    return this.#lines;
  }

  #readCounters(facts: ElementFacts, meaning: Meaning | undefined): readonly Counter[] {
    const { name } = facts;
    if (name === 'style') return ['unseen', 'style'];
    if (isUnseen(facts)) return ['unseen'];
    if (name === 'blockquote' && meaning !== 'signature')
      return this.#openBlockquote(facts, meaning);
    if (meaning === 'container' && this.#count.container === 0)
      this.#containerStart = this.#lines.length + (this.#parts.length === 0 ? 0 : 1);
    return countersOf(name, meaning);
  }

  /** In a Gmail container it is a client's quote. Gmail's indentation has the same class, but no line at the left. */
  #openBlockquote(facts: ElementFacts, meaning: Meaning | undefined): Counter[] {
    const isInContainer = this.#count.container > 0;
    if (meaning === 'maybe-quote') return [isInContainer ? 'clientQuote' : 'quote'];
    const hasLine = /border-left/i.test(facts.style);
    if (isInContainer) this.#markContainerStart();
    if (meaning === 'quote' || isInContainer) return ['clientQuote'];
    if (meaning === 'container' && this.#isBelowAttribution()) return ['clientQuote'];
    if (!hasLine && (meaning === 'container' || /margin[^;]*40px/i.test(facts.style))) return [];
    return ['quote'];
  }

  /** Mailspring uses Gmail's class without Gmail's container, below an attribution line. */
  #isBelowAttribution(): boolean {
    this.#breakLine();
    const line = this.#lines.slice(-MAX_GAP_LINES - 1).findLast(({ body }) => body !== '');
    if (line === undefined || line.body.length > MAX_ATTRIBUTION_CHARS) return false;
    const { isComplete, isDated, hasAddress } = readFeatures(foldText(line.body));
    return line.marked === 'client-quote' || (isComplete && isDated && hasAddress);
  }

  /** Marks what stands between the container's beginning and its first quote: the attribution. */
  #markContainerStart(): void {
    if (this.#containerStart === undefined) return;
    this.#breakLine();
    for (let index = this.#containerStart; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (line !== undefined) this.#lines[index] = { ...line, marked: 'client-quote' };
    }
    this.#containerStart = undefined;
  }

  #startHistory(): void {
    this.#breakLine();
    this.#isHistory = true;
  }

  #startCell(): void {
    if (this.#parts.length > 0 && !this.#isAfterBlank) this.#add(' ');
  }

  /** Browsers put space around outer lists and headings. */
  #isSetApart(name: string): boolean {
    return /^h[1-6]$/.test(name) || ((name === 'ul' || name === 'ol') && !this.#lists.isOpen);
  }

  /** Each line's source includes its line end. An entity is one source, whatever it stands for. */
  #preText(text: string, { from, to }: Source): void {
    const isEntity = text.length !== to - from;
    let at = 0;
    for (const part of text.split(/(?<=\n)/)) {
      const line = part.replace(/\r?\n$/, '');
      const source = isEntity ? { from, to } : { from: from + at, to: from + at + part.length };
      if (line !== '') this.#add(line, source);
      if (line !== part) this.#endLine();
      at += part.length;
    }
  }

  /** Ends the line at the edge of a block, unless it is empty. */
  #breakLine(): void {
    if (this.#parts.length > 0) this.#endLine();
  }

  #endParagraph(): void {
    this.#breakLine();
    this.#wantsBlank = true;
  }

  /** Ends the line even if it is empty: `<br>`. */
  #endLine(): void {
    if (this.#lines.length >= MAX_LINES && !this.#isFinished) {
      this.#add(' ');
      return;
    }
    if (this.#wantsBlank && this.#lines.length > 0 && this.#lines.at(-1)?.body !== '')
      this.#push('');
    this.#wantsBlank = false;
    const text = this.#parts.join('');
    this.#push(cleanLine(this.#count.pre > 0 ? text : text.trim()));
    this.#parts = [];
    this.#sources = [];
    this.#isAfterBlank = true;
  }

  #push(text: string): void {
    const shown = text.trim() === '' ? '' : this.#prefix + text;
    if (shown !== '') this.#prefix = '';
    const line = makeLine(shown, this.#at);
    this.#lines.push({
      ...line,
      depth: line.depth + this.#count.quote,
      isElement: this.#count.quote > 0,
      isHtml: true,
      sources: shown === '' ? NO_SOURCES : this.#sources,
      isOurs: this.#count.ours > 0,
      marked: this.#marked(),
    });
    this.#at += line.text.length + 1;
  }

  #marked(): Line['marked'] {
    if (this.#isHistory || this.#count.clientQuote > 0) return 'client-quote';
    return this.#count.signature > 0 ? 'client-signature' : undefined;
  }
}
