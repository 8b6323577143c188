import { Parser } from 'htmlparser2';
import type { Source } from '../reply-line.ts';
import { type Attributes, type Meaning, readMeaning } from './html-clients.ts';
import { isEmoji, isVoidElement } from './html-elements.ts';

/** A piece of the HTML that a line of the body shows. */
export interface ShownSource extends Source {
  /** The line is part of the reply. */
  readonly isKept: boolean;
}

/** An open element, and what was found in it so far. */
interface Frame {
  /** Its first piece in the output. */
  readonly at: number;
  /** A quote or signature: nothing of it stays when no word stays. */
  readonly isMarked: boolean;
  hasKept: boolean;
  hasCut: boolean;
  hasPicture: boolean;
}

/**
 * The HTML without the words that are not part of the reply, so that both say the same (S12, S13). Elements that held
 * only such words go with them, and pictures in a quote or between such words. One linear pass. The result is not safe.
 * `sources` are in the order of the HTML.
 */
export function cutHtml(html: string, sources: readonly ShownSource[]): string {
  return new HtmlCutter(html, sources).cut();
}

class HtmlCutter {
  readonly #html: string;
  readonly #sources: readonly ShownSource[];
  /** First source that ends behind what was read. */
  #next = 0;
  readonly #out: string[] = [];
  readonly #frames: Frame[] = [];
  /** Frames with `isMarked`: counted, because the frames may be as many as the tags. */
  #markedOpen = 0;
  /** The words before were cut. */
  #isBelowCut = false;
  /** Pictures and rulers since the last words, by their place in the output. */
  #pictures: number[] = [];
  #rulers: number[] = [];
  #isHistory = false;

  constructor(html: string, sources: readonly ShownSource[]) {
    this.#html = html;
    this.#sources = sources;
  }

  cut(): string {
    const parser = new Parser(
      {
        ontext: () => this.#text({ from: parser.startIndex, to: parser.endIndex + 1 }),
        onopentag: (name, attributes, isImplied) => {
          const tag = { from: parser.startIndex, to: parser.endIndex + 1 };
          this.#open(name, attributes, isImplied ? undefined : tag);
        },
        onclosetag: (name) => this.#close(name),
      },
      { decodeEntities: false },
    );
    parser.end(this.#html);
    return this.#out.join('');
  }

  #text(piece: Source): void {
    const text = this.#html.slice(piece.from, piece.to);
    if (text.trim() === '') this.#out.push(text);
    for (const source of this.#sourcesOf(piece)) this.#show(source, this.#sliceOf(source, piece));
  }

  /** Shows the words of a source, or leaves them out. */
  #show({ isKept }: ShownSource, shown: string): void {
    const frame = this.#frames.at(-1);
    if (shown.trim() === '') return;
    if (isKept) {
      this.#out.push(shown);
      if (frame) frame.hasKept = true;
    } else {
      // a ruler above what was cut belongs to it, and a picture between two such pieces
      for (const at of [...this.#rulers, ...(this.#isBelowCut ? this.#pictures : [])])
        if (at < this.#out.length) this.#out[at] = '';
      if (frame) frame.hasCut = true;
    }
    this.#pictures = [];
    this.#rulers = [];
    this.#isBelowCut = !isKept;
  }

  #sliceOf(source: Source, piece: Source): string {
    return this.#html.slice(Math.max(source.from, piece.from), Math.min(source.to, piece.to));
  }

  /** The sources that a piece of the HTML overlaps. Pieces are asked for in order. */
  #sourcesOf(piece: Source): ShownSource[] {
    const found: ShownSource[] = [];
    while ((this.#sources[this.#next]?.to ?? Number.POSITIVE_INFINITY) <= piece.from) this.#next++;
    for (let at = this.#next; at < this.#sources.length; at++) {
      const source = this.#sources[at] as ShownSource;
      if (source.from >= piece.to) break;
      found.push(source);
    }
    return found;
  }

  #open(name: string, attributes: Attributes, tag: Source | undefined): void {
    const meaning = readMeaning({ name, attributes });
    this.#isHistory ||= meaning === 'history' && this.#markedOpen === 0;
    const isMarked = name === 'blockquote' || (meaning !== undefined && !HOLDS_WORDS.has(meaning));
    if (isMarked) this.#markedOpen += 1;
    this.#frames.push({
      at: this.#out.length,
      isMarked,
      hasKept: false,
      hasCut: false,
      hasPicture: false,
    });
    if (name === 'img') this.#picture(attributes, tag);
    else if (tag !== undefined && !(this.#isBelowCut && isGap(name))) {
      if (name === 'hr') this.#rulers.push(this.#out.length);
      this.#out.push(this.#html.slice(tag.from, tag.to));
    }
  }

  #picture({ alt = '', src = '' }: Attributes, tag: Source | undefined): void {
    if (tag === undefined) return;
    const [source] = this.#sourcesOf(tag);
    const frame = this.#frames.at(-1);
    if (source !== undefined && isEmoji(alt)) this.#show(source, alt);
    else if (!isShownPicture(src)) {
      if (frame) frame.hasCut = true;
    } else if (!this.#isHistory) {
      this.#pictures.push(this.#out.length);
      this.#out.push(this.#html.slice(tag.from, tag.to));
      if (frame) frame.hasPicture = true;
    }
  }

  #close(name: string): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const { at, isMarked, hasKept, hasCut, hasPicture } = frame;
    if (isMarked) this.#markedOpen -= 1;
    const isEmptied = isMarked ? hasCut || !hasPicture : hasCut && !hasPicture;
    const isLeftOut = isEmptied && !hasKept;
    if (isLeftOut) this.#out.length = at;
    else if (!isVoidElement(name)) this.#out.push(`</${name}>`);
    const outer = this.#frames.at(-1);
    if (outer === undefined) return;
    outer.hasKept ||= hasKept;
    outer.hasCut ||= hasCut;
    outer.hasPicture ||= hasPicture && !isLeftOut;
  }
}

/** The scheme of a picture that came with the mail; schemes have capitals as they like (RFC 3986 §3.1). */
export const CID_SCHEME = /^cid:/i;

/** Remote pictures are never shown (S13). */
export const isShownPicture = (src: string): boolean => CID_SCHEME.test(src);

/** Elements that may hold the person's own words and pictures beside the quote. */
const HOLDS_WORDS: ReadonlySet<Meaning> = new Set([
  'container',
  'quote-container',
  'ours',
  'editor',
]);

/** Line ends and rulers between words that were cut. */
const isGap = (name: string): boolean => name === 'br' || name === 'hr';
