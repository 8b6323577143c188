import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { Line } from '../reply-line.ts';
import { MARKER_ATTRIBUTES, MAX_ATTRIBUTE_CHARS, readMeaning } from './html-clients.ts';
import { endsHead, isVoidElement } from './html-elements.ts';
import { HtmlLines } from './html-lines.ts';

/** Elements that are read. Tags of further ones are ignored and their text is kept. */
export const MAX_HTML_ELEMENTS = 60_000;
/** Nesting that is read. Deeper elements count as text of the last one read. */
export const MAX_HTML_DEPTH = 256;
/** HTML that is read, in UTF-16 units; the rest is ignored. */
const MAX_HTML_CHARS = 16_000_000;
/** Open elements that one closing tag may close. */
const MAX_CLOSED_AT_ONCE = 32;

const SELF_CLOSING = new Set(['p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option']);
const READ_ATTRIBUTES = new Set([
  ...['id', 'class', 'style', 'type', 'name', 'alt', 'href', 'start', 'value', 'color', 'face'],
  ...['hidden', 'aria-hidden', 'data-setdir', ...MARKER_ATTRIBUTES],
]);

/** HTML as lines of text, each with what the client's markup says about it. One linear pass without a tree. */
export function readHtmlLines(html: string, hasTargets: boolean): Line[] {
  const reader = new HtmlReader(html.slice(0, MAX_HTML_CHARS), hasTargets);
  return reader.read();
}

class HtmlReader implements TokenizerCallbacks {
  readonly #html: string;
  readonly #lines = new HtmlLines();
  readonly #open: string[] = [];
  #name = '';
  #tagStart = 0;
  #attributes: Record<string, string> = {};
  /** The attribute whose value is read. */
  #attribute: string | undefined;
  readonly #hasTargets: boolean;
  #elements = 0;
  #tooDeep = 0;

  constructor(html: string, hasTargets: boolean) {
    this.#html = html;
    this.#hasTargets = hasTargets;
  }

  read(): Line[] {
    const tokenizer = new Tokenizer({ decodeEntities: true }, this);
    tokenizer.write(this.#html);
    tokenizer.end();
    return this.#lines.finish();
  }

  ontext(start: number, end: number): void {
    this.#lines.text(this.#html.slice(start, end), { from: start, to: end });
  }

  ontextentity(codepoint: number, end: number): void {
    const from = this.#html.lastIndexOf('&', end - 1);
    this.#lines.text(String.fromCodePoint(codepoint), { from, to: end });
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase();
    this.#tagStart = start - 1;
    this.#attributes = {};
  }

  /** Of two attributes with the same name, the first counts (HTML, "attribute name state"). */
  onattribname(start: number, end: number): void {
    const name = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase();
    this.#attribute = undefined;
    if (!READ_ATTRIBUTES.has(name) || this.#attributes[name] !== undefined) return;
    this.#attribute = name;
    this.#attributes[name] = '';
  }

  onattribdata(start: number, end: number): void {
    this.#addToAttribute(this.#html.slice(start, Math.min(end, start + MAX_ATTRIBUTE_CHARS)));
  }

  onattribentity(codepoint: number): void {
    this.#addToAttribute(String.fromCodePoint(codepoint));
  }

  #addToAttribute(text: string): void {
    if (this.#attribute === undefined) return;
    const value = this.#attributes[this.#attribute] ?? '';
    if (value.length < MAX_ATTRIBUTE_CHARS)
      this.#attributes[this.#attribute] = (value + text).slice(0, MAX_ATTRIBUTE_CHARS);
  }

  onattribend(): void {
    this.#attribute = undefined;
  }

  onopentagend(end: number): void {
    const name = this.#name;
    if (++this.#elements > MAX_HTML_ELEMENTS) return;
    const tag = { name, attributes: this.#attributes };
    if (this.#open.at(-1) === 'head' && endsHead(name)) this.#close();
    if (SELF_CLOSING.has(name) && this.#open.at(-1) === name) this.#close();
    if (isVoidElement(name)) {
      const source = { from: this.#tagStart, to: end + 1 };
      this.#lines.void(name, tag.attributes.alt ?? '', readMeaning(tag), source);
    } else if (this.#open.length >= MAX_HTML_DEPTH) {
      this.#tooDeep++;
    } else {
      this.#open.push(name);
      this.#lines.open(tag, readMeaning(tag));
      if (this.#hasTargets && name === 'a') this.#lines.openLink(tag.attributes.href ?? '');
    }
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
    if (!isVoidElement(this.#name) && this.#open.at(-1) === this.#name) this.#close();
  }

  onclosetag(start: number, end: number): void {
    if (this.#elements > MAX_HTML_ELEMENTS) return;
    const name = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase();
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    const lowest = Math.max(0, this.#open.length - MAX_CLOSED_AT_ONCE);
    const index = this.#open.lastIndexOf(name);
    if (name === 'br') this.#lines.void('br', '', undefined, { from: start, to: end });
    if (index < lowest) return;
    while (this.#open.length > index) this.#close();
  }

  #close(): void {
    if (this.#open.pop() === 'a' && this.#hasTargets) this.#lines.closeLink();
    this.#lines.close();
  }

  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
