import { readFeatures } from '../heads/attribution-features.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Line, Look, Source } from '../reply-line.ts';
import type { Meaning, StartTag } from './html-clients.ts';
import {
  type Counter,
  countersOf,
  isBlockElement,
  isEmoji,
  isUnseen,
  keepsLineEnds,
} from './html-elements.ts';
import { LineBuilder } from './line-builder.ts';
import { ListItems, wordListLevel } from './list-items.ts';
import { ParagraphMargins } from './paragraph-margins.ts';
import { ShownCharacters } from './shown-characters.ts';
import { TextLooks } from './text-looks.ts';

/** Blank lines between a quote and the line that introduces it. */
const MAX_GAP_LINES = 2;
/** Longest line above a quote that is read as an attribution, in UTF-16 units. */
const MAX_ATTRIBUTION_CHARS = 400;

const isList = (name: string): boolean => name === 'ul' || name === 'ol';

/** What an element's edges do to the line. */
type Edge = 'none' | 'paragraph' | 'line';

/** What an open element changed. It is undone when the element closes. */
interface Frame {
  readonly name: string;
  readonly edge: Edge;
  readonly hasMargin: boolean;
  readonly undo: readonly Counter[];
  /** Its style shows line ends (`white-space: pre`). */
  readonly isPreformatted: boolean;
  readonly wordLevel: number | undefined;
}

/** Follows the open elements, and collects the text between tags into lines with what the elements say about them. */
export class HtmlLines {
  readonly #frames: Frame[] = [];
  readonly #count: Record<Counter, number> = {
    quote: 0,
    clientQuote: 0,
    signature: 0,
    unseen: 0,
    pre: 0,
    style: 0,
    container: 0,
    ours: 0,
    editor: 0,
  };
  readonly #builder = new LineBuilder(() => ({
    quoteDepth: this.#count.quote,
    elements: this.#elements,
    isPreformatted: this.#count.pre > 0,
    isOurs: this.#count.ours > 0,
    isInEditor: this.#count.editor > 0,
    marked: this.#marked(),
    look: this.#look,
  }));
  readonly #looks = new TextLooks();
  readonly #characters = new ShownCharacters();
  /** Of the first words of the line. */
  #look: Look | undefined;
  readonly #lists = new ListItems();
  readonly #margins = new ParagraphMargins();
  /** The element just opened holds a single blank: Yandex's empty line. */
  #isSpaceOnly = false;
  /** It runs to the end of the body, or of the outermost element that quotes, as where somebody answers below a quote. */
  #history: 'none' | 'quoted' | 'open' = 'none';
  /** A ruler above a signature was the last that was read. */
  #isBelowSignatureRule = false;
  /** First line of a container before its first quote: the attribution begins here, if a quote follows. */
  #containerStart: number | undefined;
  /** Without a quote in it, all of the container is the answered mail. */
  #isContainerQuote = false;

  text(text: string, source: Source): void {
    if (this.#count.unseen > 0) {
      if (this.#count.style > 0) this.#margins.readStyleSheet(text);
      return;
    }
    if (this.#count.pre > 0) {
      this.#builder.settle();
      this.#builder.addPreformatted(text, source);
      return;
    }
    if (text.trim() !== '') {
      this.#builder.settle();
      this.#isBelowSignatureRule = false;
      if (this.#builder.isLineEmpty) this.#look = this.#looks.current;
    }
    this.#isSpaceOnly = text === ' ' && this.#builder.isLineEmpty;
    this.#builder.addText(this.#characters.show(text), source);
  }

  void(name: string, alt: string, meaning: Meaning | undefined, source: Source): void {
    if (meaning === 'history') this.#startHistory();
    if (meaning === 'signature-rule') this.#isBelowSignatureRule = true;
    if (this.#count.unseen > 0) return;
    if (name === 'br') this.#builder.breakByHand();
    else if (name === 'hr') this.#builder.endParagraph();
    else if (name === 'img' && isEmoji(alt)) this.text(alt, source);
  }

  open(tag: StartTag, found: Meaning | undefined): void {
    this.#isSpaceOnly = false;
    const { name } = tag;
    const meaning = this.#isBelowSignatureRule && name === 'div' ? (found ?? 'signature') : found;
    this.#isBelowSignatureRule = false;
    const wordLevel = wordListLevel(tag);
    const isItem = wordLevel !== undefined;
    const hasMargin =
      name === 'p' ? !isItem && this.#margins.hasMargin(tag) : this.#isSetApart(name);
    const undo = this.#readCounters(tag, meaning);
    const edge = this.#edgeOf(name, undo, isItem);
    this.#breakAt(edge);
    if (meaning === 'history') this.#startHistory();
    if (hasMargin) this.#builder.wantBlankLine();
    if (isItem) this.#builder.startWordItem(wordLevel);
    this.#openListOrTable(tag);
    for (const counter of undo) this.#count[counter]++;
    this.#looks.open(tag);
    this.#characters.open(tag);
    const isPreformatted = keepsLineEnds(tag);
    if (isPreformatted) this.#count.pre++;
    this.#frames.push({ name, edge, hasMargin, undo, isPreformatted, wordLevel });
  }

  #openListOrTable(tag: StartTag): void {
    const { name } = tag;
    if (isList(name)) this.#lists.open(tag);
    if (this.#count.unseen > 0) return;
    if (name === 'li') this.#builder.startItem(this.#lists.next(tag));
    if (name === 'tr') this.#builder.startRow();
    if (name === 'td' || name === 'th') this.#builder.startCell();
  }

  close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    this.#looks.close();
    this.#characters.close();
    if (isBlockElement(frame.name) && this.#isSpaceOnly) this.#builder.endLine();
    else this.#breakAt(frame.edge);
    if (frame.name === 'tr' && frame.edge !== 'none') this.#builder.endRow();
    if (frame.wordLevel !== undefined) this.#builder.startWordItem(undefined);
    this.#isSpaceOnly = false;
    if (frame.hasMargin) this.#builder.wantBlankLine();
    for (const counter of frame.undo) this.#count[counter]--;
    if (frame.isPreformatted) this.#count.pre--;
    if (this.#history === 'quoted' && this.#elements === 0) this.#history = 'none';
    if (isList(frame.name)) this.#lists.close();
    if (this.#count.container > 0) return;
    if (this.#isContainerQuote) this.#markContainerStart();
    this.#containerStart = undefined;
  }

  /** What stands beside a hidden element inside a line is one line. */
  #edgeOf(name: string, undo: readonly Counter[], isItem: boolean): Edge {
    const isBlock = isBlockElement(name);
    if (this.#count.unseen > 0 || (undo.includes('unseen') && !isBlock)) return 'none';
    if (undo.length > 0 || isItem) return 'line';
    if (!isBlock) return 'none';
    return name === 'p' || name === 'div' ? 'paragraph' : 'line';
  }

  #breakAt(edge: Edge): void {
    if (edge === 'line') this.#builder.breakLine();
    if (edge === 'paragraph') this.#builder.breakParagraph();
  }

  openLink(href: string): void {
    this.#builder.startLink(href);
  }

  closeLink(): void {
    this.#builder.endLink(this.#count.unseen > 0);
  }

  finish(): Line[] {
    return this.#builder.finish();
  }

  #readCounters(tag: StartTag, meaning: Meaning | undefined): readonly Counter[] {
    const { name } = tag;
    if (name === 'style') return ['unseen', 'style'];
    if (isUnseen(tag)) return ['unseen'];
    if (name === 'blockquote' && meaning !== 'signature') return this.#openBlockquote(tag, meaning);
    const isContainer = meaning === 'container' || meaning === 'quote-container';
    if (isContainer && this.#count.container === 0) this.#startContainer(meaning);
    return countersOf(name, meaning);
  }

  #startContainer(meaning: Meaning): void {
    this.#builder.breakLine();
    this.#containerStart = this.#builder.lines.length;
    this.#isContainerQuote = meaning === 'quote-container';
  }

  /** In a Gmail container it is a client's quote. Gmail's indentation has the same class, but no line at the left. */
  #openBlockquote(tag: StartTag, meaning: Meaning | undefined): Counter[] {
    const isInContainer = this.#count.container > 0;
    if (meaning === 'maybe-quote' && !isInContainer) return ['quote'];
    const hasLine = /border-left/i.test(tag.attributes.style ?? '');
    if (isInContainer) this.#markContainerStart();
    if (meaning === 'quote' || isInContainer) return ['clientQuote'];
    if (meaning === 'container' && this.#isBelowAttribution()) return ['clientQuote'];
    if (
      !hasLine &&
      (meaning === 'container' || /margin[^;]*40px/i.test(tag.attributes.style ?? ''))
    )
      return [];
    return ['quote'];
  }

  /** Mailspring uses Gmail's class without Gmail's container, below an attribution line. */
  #isBelowAttribution(): boolean {
    this.#builder.breakLine();
    const line = this.#builder.lines.slice(-MAX_GAP_LINES - 1).findLast(({ body }) => body !== '');
    if (line === undefined || line.body.length > MAX_ATTRIBUTION_CHARS) return false;
    const { isComplete, isDated, hasAddress } = readFeatures(foldText(line.body));
    return line.marked === 'client-quote' || (isComplete && isDated && hasAddress);
  }

  /** Marks what stands between the container's beginning and its first quote: the attribution. */
  #markContainerStart(): void {
    if (this.#containerStart === undefined) return;
    this.#builder.breakLine();
    this.#builder.markAsQuote(this.#containerStart);
    this.#containerStart = undefined;
  }

  #startHistory(): void {
    this.#builder.breakLine();
    if (this.#history === 'none') this.#history = this.#elements > 0 ? 'quoted' : 'open';
  }

  /** Browsers put space around outer lists and headings. */
  #isSetApart(name: string): boolean {
    return /^h[1-6]$/.test(name) || (isList(name) && !this.#lists.isOpen);
  }

  get #elements(): number {
    return this.#count.quote + this.#count.clientQuote;
  }

  #marked(): Line['marked'] {
    if (this.#history !== 'none' || this.#count.clientQuote > 0) return 'client-quote';
    return this.#count.signature > 0 ? 'client-signature' : undefined;
  }
}
