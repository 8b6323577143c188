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
 * where a line was folded inside of the brackets, no brackets at all (S1).
 */
export function readMessageIds(values: string[]): string[] {
  const text = decodeWords(values.join(' ').slice(-MAX_SCANNED_CHARACTERS));
  const bracketed = [...text.matchAll(BRACKETED)].map(([, id = '']) => id.replace(/\s+/g, ''));
  const ids = bracketed.filter((id) => MESSAGE_ID.test(id));
  const found = ids.length > 0 ? ids : bareIds(text);
  return [...new Set(found)].slice(-MAX_MESSAGE_IDS).map((id) => `<${id}>`);
}

const bareIds = (text: string) =>
  text.split(/[\s<>,;"()]+/).filter((word) => MESSAGE_ID.test(word));
