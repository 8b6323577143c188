import { decodeWords } from './decode-words.ts';

/** Ids that are read of one field: the first ones, with the thread's root, which we signed, and the last ones, the nearest ancestors. */
const MAX_FIRST_IDS = 10;
const MAX_LAST_IDS = 90;
/** Characters of the fields that are read, counted from the end. */
const MAX_SCANNED_CHARACTERS = 64 * 1024;

const BRACKETED = /<([^<>]*)>/g;
/** A left and a right side without blanks (RFC 5322 §3.6.4). `<>`, `<@>` and `< >` are not ids. */
const MESSAGE_ID = /^[^<>\s@][^<>\s]*@[^<>\s@]+$/;

/**
 * Every `"<id@host>"` of the values, in order, without duplicates, at most
 * 100. Also reads what clients damage: encoded words, blanks where a line
 * was folded inside the brackets, brackets as entities, missing brackets (S1).
 */
export function readMessageIds(values: string[]): string[] {
  const text = withBrackets(decodeWords(values.join(' ').slice(-MAX_SCANNED_CHARACTERS)));
  const found: string[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACKETED)) {
    const id = withAt((match[1] ?? '').replace(/\s+/g, ''));
    found.push(...bareIds(text.slice(end, match.index)), ...(MESSAGE_ID.test(id) ? [id] : []));
    end = match.index + match[0].length;
  }
  found.push(...bareIds(text.slice(end)));
  const ids = [...new Set(found)].map((id) => `<${id}>`);
  if (ids.length <= MAX_FIRST_IDS + MAX_LAST_IDS) return ids;
  return [...ids.slice(0, MAX_FIRST_IDS), ...ids.slice(-MAX_LAST_IDS)];
}

/** Replaces brackets written as HTML entities, as URL escapes or full-width, and removes the scheme of a link inside them. */
const withBrackets = (text: string) =>
  text
    .replace(/&lt;|%3c|＜/gi, '<')
    .replace(/&gt;?|%3e|＞/gi, '>')
    .replace(/(^|[<\s])(?:mailto|mid):/gi, '$1');

const bareIds = (text: string) =>
  text
    .split(/[\s<>,;"()[\]]+/)
    .map(withAt)
    .filter((word) => MESSAGE_ID.test(word));

/** An id that was written as a part of a URL has its `@` as `%40`. */
function withAt(id: string): string {
  const at = id.lastIndexOf('%40');
  return id.includes('@') || at < 0 ? id : `${id.slice(0, at)}@${id.slice(at + 3)}`;
}
