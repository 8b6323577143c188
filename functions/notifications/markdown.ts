import MarkdownIt, { type Token } from 'markdown-it';
import { showsNothing } from '../mail/shows-nothing.ts';
import { alignment, type Direction, directionOf, sided } from './direction.ts';
import { escapeHtml } from './escape-html.ts';
import { STYLES } from './html-style.ts';
import { LINK_CLASS } from './render-links.ts';

/** Longer texts are shown as they were typed. */
const MAX_MARKDOWN_CHARS = 20_000;
/** Signs of bold, italics, code, a list or a link. A text without any is not parsed. */
const SIGNS = /\*\S|(?:^|\s)_\S|`|^ {0,3}(?:[-+*]|\d{1,9}[.)]) \S|\]\(/m;

/**
 * The simple Markdown that people type into a chat. No headings, quotes, rulers or tables, because reply extraction and mail programs would
 * take some for quoted history, and no pictures, because nothing remote is shown. Raw HTML stays text.
 */
const markdown = new MarkdownIt('zero', { html: false, breaks: true, linkify: true })
  .enable(['list', 'fence', 'backticks', 'emphasis', 'link', 'newline'])
  .enable('linkify');
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
/** A web address is shown as it was typed: decoded from punycode it may read like another one. */
markdown.normalizeLinkText = (url) => url;
/** `handlers[0]()` is code: a link needs an address. Links do not nest. */
markdown.core.ruler.after('inline', 'link to nowhere', ({ tokens }) => {
  let isNowhere = false;
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type === 'link_open') isNowhere = token.attrGet('href') === '';
    if (!isNowhere || !token.type.startsWith('link_')) continue;
    const content = token.type === 'link_open' ? '[' : ']()';
    Object.assign(token, { type: 'text', nesting: 0, content });
  }
});
const LETTER_OR_DIGIT = /^[A-Za-z0-9]$/;
/** An asterisk between letters or digits is a sign of multiplication, as in `30*20*10 cm`; CommonMark would drop the pair. */
markdown.inline.ruler.before('emphasis', 'product', (state, isSilent) => {
  const { src, pos } = state;
  const isBetween = [src[pos - 1], src[pos + 1]].every((char = '') => LETTER_OR_DIGIT.test(char));
  if (src[pos] !== '*' || !isBetween) return false;
  if (!isSilent) state.pending += '*';
  state.pos += 1;
  return true;
});
/** A line that people type between paragraphs: `- - - - -`. */
const RULER = /^[-*](?:[ \t]*[-*])+[ \t]*$/;
const LIST_MARK = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
/** Two levels below that at which markdown-it leaves out what is nested deeper; a list in a list takes two. */
const DEEPEST_LIST = 18;
/** A ruler, and a list mark behind another one or deep in lists, is text: CommonMark would nest a list for each mark. */
markdown.block.ruler.before('list', 'mark as text', (state, line) => {
  const [start = 0, indent = 0, end] = [state.bMarks[line], state.tShift[line], state.eMarks[line]];
  const text = state.src.slice(start + indent, end);
  const isBehindMark = state.src.slice(start, start + indent).trim() !== '';
  const isText = isBehindMark || state.level >= DEEPEST_LIST || RULER.test(text);
  if (!isText || !LIST_MARK.test(text)) return false;
  state.line = line + 1;
  state.push('paragraph_open', 'p', 1);
  Object.assign(state.push('inline', '', 0), { content: text.trim(), children: [] });
  state.push('paragraph_close', 'p', -1);
  return true;
});
/** Code is left-to-right, whatever surrounds it, and its long lines wrap. */
markdown.renderer.rules.fence = (tokens, at) =>
  `<pre dir="ltr" style="text-align:left;white-space:pre-wrap;"><code>${escapeHtml(codeOf(tokens[at]))}</code></pre>\n`;
const LANGUAGE = /^(?:[a-z][\w+#.-]{0,20})?$/;
/** The text between fences. People also begin it on the line of the fence, where Markdown expects the name of a language. */
function codeOf({ info, content }: Pick<Token, 'info' | 'content'> = { info: '', content: '' }) {
  const named = info.trim();
  return content !== '' && LANGUAGE.test(named) ? content : `${named}\n${content}`;
}
/** A label that reads like an address. Browsers take the ideographic full stop for a dot (UTS #46). */
const LIKE_ADDRESS = /:\/\/|@|\S[.。]\S/;
/** Whether a label hides where its link leads. */
const hides = (label: string) => showsNothing(label) || LIKE_ADDRESS.test(label);
/** Our mail is trusted, so nobody may write one address into it and lead to another. */
markdown.renderer.rules.link_close = (tokens, at, _options, environment) => {
  const { label, behind } = linkBefore(tokens, at);
  const isShown = environment?.showsAddresses || hides(label.normalize('NFKC'));
  return `</a>${isShown ? escapeHtml(behind) : ''}`;
};
/** Only schemes that a mail may link to. */
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());

export const isMarkdown = (text: string): boolean =>
  text.length <= MAX_MARKDOWN_CHARS && SIGNS.test(text);

/**
 * Renders paragraphs, lists, code, bold, italics and links, and nothing else. `around` is the direction of what surrounds
 * the text. `showsAddresses`: behind every label, because "Open the conversation" may lead anywhere.
 */
export function renderMarkdown(text: string, around: Direction, showsAddresses = false): string {
  const tokens = markdown.parse(text, {});
  let direction = around;
  // from the end, because a block's own token comes directly before its first text
  for (const token of tokens.toReversed()) {
    if (token.type === 'inline') direction = directionOf(token.content) ?? around;
    styleToken(token, direction, around);
  }
  // the card has its own space below the last block
  const last = tokens.findLast(({ nesting, level }) => nesting === 1 && level === 0);
  last?.attrSet('style', String(last.attrGet('style')).replace(BELOW, '0'));
  return markdown.renderer.render(tokens, markdown.options, { showsAddresses }).trim();
}

const BELOW = '0 0 12px';
const MARGINS: Readonly<Record<string, string>> = {
  p: `margin:${BELOW};`,
  ul: `margin:${BELOW};padding-left:24px;`,
  ol: `margin:${BELOW};padding-left:24px;`,
};

function styleToken(token: Token, direction: Direction, around: Direction): void {
  const margin = token.nesting === 1 ? MARGINS[token.tag] : undefined;
  if (margin) {
    const align = alignment(direction, around);
    token.attrSet('style', sided(margin, direction) + align);
    if (align) token.attrSet('dir', direction);
  }
  // CommonMark counts on from the first number, but answers name their questions by theirs
  if (token.type === 'list_item_open' && token.info) token.attrSet('value', token.info);
  for (const link of token.children ?? []) {
    if (link.type !== 'link_open') continue;
    link.attrSet('class', LINK_CLASS);
    link.attrSet('style', STYLES.link);
  }
}

/** The text without Markdown signs: `**now**` becomes `now`, a link becomes its label and address. */
export const plainMarkdown = (text: string): string =>
  markdown
    .parse(text, {})
    .map(plainToken)
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

function plainToken(token: Token): string {
  switch (token.type) {
    case 'bullet_list_close':
    case 'ordered_list_close':
      return token.level === 0 ? '\n' : '';
    case 'list_item_open':
      return `${' '.repeat(token.level - 1)}${token.info === '' ? '-' : `${Number(token.info)}.`} `;
    case 'fence':
      return `${codeOf(token)}\n`;
    case 'inline':
      return (token.children ?? []).map(plainInline).join('');
    case 'paragraph_close':
      return token.level === 0 ? '\n\n' : '\n';
    default:
      return '';
  }
}

function plainInline(token: Token, at: number, all: Token[]): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
  return token.type === 'link_close' ? linkBefore(all, at).behind : token.content;
}

/** The label of the link that closes at this token, and its address to be shown behind the label, unless they are the same. */
function linkBefore(all: Token[], closesAt: number): { label: string; behind: string } {
  const opensAt = all.slice(0, closesAt).findLastIndex(({ type }) => type === 'link_open');
  const open = all[opensAt];
  const href = open?.attrGet('href') ?? '';
  const label = all
    .slice(opensAt + 1, closesAt)
    .map(({ content }) => content)
    .join('');
  return { label, behind: label === href || open?.markup === 'linkify' ? '' : ` (${href})` };
}
