import { decodeWords } from './decode-words.ts';

/** Ids that are read of one field; of more the last count, which are the nearest ancestors. */
const MAX_MESSAGE_IDS = 100;
/** Characters of the fields that are looked at, from the end. */
const MAX_SCANNED_CHARACTERS = 64 * 1024;

const BRACKETED = /<([^<>]*)>/g;
/** A left and a right side, without blanks (RFC 5322 §3.6.4): `<>`, `<@>` and `< >` are no ids. */
const MESSAGE_ID = /^[^<>\s@][^<>\s]*@[^<>\s@]+$/;

/**
 * Every `"<id@host>"` of the values, in order and without repetition, at most the last 100. Clients damage them: encoded words, blanks
 * where a line was folded inside of the brackets, brackets written as entities, no brackets at all (S1).
 */
export function readMessageIds(values: string[]): string[] {
  const text = withBrackets(decodeWords(values.join(' ').slice(-MAX_SCANNED_CHARACTERS)));
  const found: string[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACKETED)) {
    const id = (match[1] ?? '').replace(/\s+/g, '');
    found.push(...bareIds(text.slice(end, match.index)), ...(MESSAGE_ID.test(id) ? [id] : []));
    end = match.index + match[0].length;
  }
  found.push(...bareIds(text.slice(end)));
  return [...new Set(found)].slice(-MAX_MESSAGE_IDS).map((id) => `<${id}>`);
}

/** HTML's, a URL's and a Japanese keyboard's way to write a bracket, and a link's scheme within. */
const withBrackets = (text: string) =>
  text
    .replace(/&lt;|%3c|＜/gi, '<')
    .replace(/&gt;?|%3e|＞/gi, '>')
    .replace(/(^|[<\s])(?:mailto|mid):/gi, '$1');

const bareIds = (text: string) =>
  text.split(/[\s<>,;"()[\]]+/).filter((word) => MESSAGE_ID.test(word));
