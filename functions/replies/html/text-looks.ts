import type { Hue, Look } from '../reply-line.ts';
import type { StartTag } from './html-clients.ts';
import { isBlockElement } from './html-elements.ts';

/** What the open elements say, and whether the words are those of a link, which have a colour of their own. */
interface State extends Look {
  readonly isLink: boolean;
  readonly isWord: boolean;
}

const PLAIN: State = {
  hue: undefined,
  block: '',
  isTyped: false,
  isLink: false,
  isWord: false,
};

/** Of a style, up to this many UTF-16 units are read. */
const MAX_STYLE_CHARS = 500;
const COLOR = /(?:^|;)\s{0,5}color\s{0,3}:\s{0,3}([^;!]{1,40})/i;

/** Follows how the words in the open elements look. */
export class TextLooks {
  readonly #states: State[] = [];
  /** Outlook on the web has put `x_` before a class: what follows quotes another mail. */
  #isBelowForeign = false;

  get current(): Look {
    return this.#top;
  }

  get #top(): State {
    return this.#states.at(-1) ?? PLAIN;
  }

  open(tag: StartTag): void {
    const { class: className = '' } = tag.attributes;
    if (className !== '' && !this.#isBelowForeign) this.#isBelowForeign = FOREIGN.test(className);
    const styled = readStyle(tag, this.#top);
    this.#states.push(isBlockElement(tag.name) ? this.#inBlock(tag, styled) : styled);
  }

  close(): void {
    this.#states.pop();
  }

  #inBlock({ name, attributes }: StartTag, outer: State): State {
    const { class: className = '', 'data-setdir': direction = '' } = attributes;
    // Yahoo's editor writes the attribute
    const isTyped = outer.isTyped || direction !== '';
    if (className === '') return { ...outer, block: name, isTyped };
    const isWord = outer.isWord || WORD.test(className);
    const isOutlook = this.#isBelowForeign && !isWord && OUTLOOK.test(className);
    return {
      ...outer,
      block: `${name}.${plainClass(className)}`,
      isWord,
      isTyped: isTyped || isOutlook,
    };
  }
}

/** Classes that Outlook on the web quotes, and those of the editors of Outlook on the web and of Word. */
const FOREIGN = /^x_|\sx_/i;
const OUTLOOK = /(?:^|\s)elementtoproof(?:\s|$)/i;
const WORD = /^wordsection/i;

const plainClass = (className: string): string =>
  (className.trim().split(/\s/, 1)[0] ?? '').toLowerCase().replace(/^(?:x_){1,10}/, '');

/** How the words in an element look. A link has a colour of its own, which says nothing. */
function readStyle({ name, attributes: { style = '', color } }: StartTag, outer: State): State {
  if (name === 'a') return { ...outer, isLink: true };
  if (outer.isLink) return outer;
  const written = COLOR.exec(style.slice(0, MAX_STYLE_CHARS))?.[1] ?? color;
  return written ? { ...outer, hue: hueOf(written) } : outer;
}

/** Channels of a colour differ by less in what people see as grey, of 255. */
const MIN_CHROMA = 64;
const NAMED: Readonly<Record<string, Hue>> = {
  red: 'red',
  darkred: 'red',
  crimson: 'red',
  firebrick: 'red',
  maroon: 'red',
  green: 'green',
  darkgreen: 'green',
  forestgreen: 'green',
  lime: 'green',
  seagreen: 'green',
  blue: 'blue',
  navy: 'blue',
  darkblue: 'blue',
  mediumblue: 'blue',
  royalblue: 'blue',
  purple: 'other',
  orange: 'other',
  magenta: 'other',
  fuchsia: 'other',
};

function hueOf(written: string): Hue | undefined {
  const color = written.trim().toLowerCase();
  const channels = readChannels(color);
  if (channels === undefined) return Object.hasOwn(NAMED, color) ? NAMED[color] : undefined;
  const [red = 0, green = 0, blue = 0] = channels;
  const most = Math.max(red, green, blue);
  const rest = red + green + blue - most;
  if (most - Math.min(red, green, blue) < MIN_CHROMA) return undefined;
  // two strong channels make yellow, purple or turquoise
  if (rest > most * 1.2) return 'other';
  if (most === red) return 'red';
  return most === green ? 'green' : 'blue';
}

/** `#f00`, `#ff0000` or `rgb(255, 0, 0)`. */
function readChannels(color: string): number[] | undefined {
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(color);
  if (short) return short.slice(1).map((digit) => Number.parseInt(digit, 16) * 17);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/.exec(color);
  if (long) return long.slice(1).map((digits) => Number.parseInt(digits, 16));
  const decimal = /^rgba?\( ?(\d{1,3})[ ,]{1,3}(\d{1,3})[ ,]{1,3}(\d{1,3})/.exec(color);
  return decimal?.slice(1).map(Number);
}
