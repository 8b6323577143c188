import type { Hue, Look } from '../reply-line.ts';
import type { ElementFacts } from './html-clients.ts';
import { isBlockElement } from './html-elements.ts';

/** What the open elements say, and whether the words are those of a link, which have a colour of their own. */
interface State extends Look {
  readonly isLink: boolean;
  readonly isWord: boolean;
}

const PLAIN: State = {
  hue: undefined,
  isBold: false,
  block: '',
  isTyped: false,
  isLink: false,
  isWord: false,
};

/** Of a style, up to this many UTF-16 units are read. */
const MAX_STYLE_CHARS = 500;
const COLOR = /(?:^|;)\s{0,5}color\s{0,3}:\s{0,3}([^;!]{1,40})/i;
const BOLD = /font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)/i;

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

  open(facts: ElementFacts): void {
    const { className, name } = facts;
    this.#isBelowForeign ||= /^x_|\sx_/i.test(className);
    const outer = this.#top;
    const own: Partial<State> = { ...readStyle(facts, outer), ...this.#readBlock(facts, outer) };
    const isLink = outer.isLink || name === 'a';
    const isSame = isLink === outer.isLink && Object.keys(own).length === 0;
    this.#states.push(isSame ? outer : { ...outer, ...own, isLink });
  }

  close(): void {
    this.#states.pop();
  }

  #readBlock({ name, className, isSetDir }: ElementFacts, outer: State): Partial<State> {
    if (!isBlockElement(name)) return {};
    const isWord = outer.isWord || /^wordsection/i.test(className);
    const isOutlook =
      this.#isBelowForeign && !isWord && /(?:^|\s)elementtoproof(?:\s|$)/i.test(className);
    return {
      block: `${name}.${plainClass(className)}`,
      isWord,
      isTyped: outer.isTyped || isOutlook || isSetDir === true,
    };
  }
}

const plainClass = (className: string): string =>
  (className.trim().split(/\s/, 1)[0] ?? '').toLowerCase().replace(/^(?:x_){1,10}/, '');

function readStyle({ name, style, color }: ElementFacts, outer: State): Partial<State> {
  if (outer.isLink || name === 'a') return {};
  const read = style.slice(0, MAX_STYLE_CHARS);
  const written = COLOR.exec(read)?.[1] ?? color;
  const isBold = name === 'b' || name === 'strong' || BOLD.test(read);
  return {
    ...(written ? { hue: hueOf(written) } : {}),
    ...(isBold && !outer.isBold ? { isBold } : {}),
  };
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
