import type { Meaning, StartTag } from './html-clients.ts';

/** Elements that stand on lines of their own. */
const BLOCKS = setOf(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer form',
  'h1 h2 h3 h4 h5 h6 header html li main nav ol p pre section summary table tbody tfoot thead tr ul',
);
/** Elements whose words nobody sees, wherever they stand. */
export const UNSEEN_ELEMENTS: readonly string[] = [
  ...['script', 'style', 'title', 'template', 'noscript', 'object', 'xml', 'select', 'datalist'],
  ...['svg', 'iframe', 'audio', 'video', 'canvas', 'noframes'],
];
const UNSEEN = new Set(['head', ...UNSEEN_ELEMENTS]);
/** Elements of a page's head. Any other element ends the head, even without a closing tag (HTML, "in head" insertion mode). */
const OF_HEAD = setOf(
  'title style script meta link base noscript template object xml basefont bgsound',
);

/** Counters that an open element raises. */
export type Counter =
  | 'quote'
  | 'clientQuote'
  | 'signature'
  | 'unseen'
  | 'pre'
  | 'style'
  | 'container'
  | 'ours'
  | 'editor';

const COUNTERS_OF_MEANING: Readonly<Record<Meaning, Counter[]>> = {
  signature: ['signature'],
  quote: ['clientQuote'],
  container: ['container'],
  'quote-container': ['container'],
  history: [],
  'maybe-quote': ['quote'],
  ours: ['ours'],
  editor: ['editor'],
  'signature-rule': [],
};

export const endsHead = (name: string): boolean => !OF_HEAD.has(name) && !name.includes(':');

/** Elements without an end tag (HTML, "void elements"). */
const VOID = setOf('area base br col embed hr img input link meta source track wbr');

export const isVoidElement = (name: string): boolean => VOID.has(name);

export const isBlockElement = (name: string): boolean => BLOCKS.has(name);

/** Longest text that stands for an emoji, in UTF-16 units. */
const MAX_EMOJI_CHARS = 8;

/** Whether a picture's `alt` is an emoji: Gmail and Outlook send some as pictures. */
export const isEmoji = (alt: string): boolean =>
  alt !== '' && alt.length <= MAX_EMOJI_CHARS && /\p{Extended_Pictographic}/u.test(alt);

/** How preview texts are hidden. `font-size: 0` alone hides nothing, because elements inside may set their own size. */
const HIDDEN_STYLE =
  /display:\s{0,3}none|visibility:\s{0,3}hidden|max-height:\s{0,3}0(?![.\d])|opacity:\s{0,3}0(?![.\d])/i;

/** Whether a style hides the element. */
export const isHidden = (style: string): boolean => HIDDEN_STYLE.test(style);

/** Whether nobody sees the element: scripts, hidden preview texts, icon letters. */
export function isUnseen({ name, attributes }: StartTag): boolean {
  const { hidden, 'aria-hidden': ariaHidden, style = '' } = attributes;
  return UNSEEN.has(name) || hidden !== undefined || ariaHidden === 'true' || isHidden(style);
}

const PREFORMATTED = /(?:^|[;\s])white-space:\s{0,3}(?:pre|break-spaces)/i;

export const keepsLineEnds = ({ attributes: { style } }: StartTag): boolean =>
  style !== undefined && PREFORMATTED.test(style);

export function countersOf(name: string, meaning: Meaning | undefined): readonly Counter[] {
  const counters = meaning === undefined ? [] : COUNTERS_OF_MEANING[meaning];
  return name === 'pre' ? [...counters, 'pre'] : counters;
}

/** The names in these lists, which are separated by blanks. */
function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((names) => names.split(' ')));
}
