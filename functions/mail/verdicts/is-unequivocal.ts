import type { HeaderField } from '../message.ts';

/** OpenDKIM's comment about a key, which has a semicolon in it. */
const OPENDKIM_COMMENT = /^\d{1,5}-bit (?:[\w-]{1,20} )?key; [\w ]{1,40}$/;

/**
 * Whether an Authentication-Results field can be read in one way only (S3). The client's EHLO name,
 * the envelope sender and comments that repeat them are chosen by the sender. With a quote,
 * parenthesis or semicolon in them, they could add results of their own. Such a field proves nothing.
 */
export function isUnequivocal(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === '\\' || character === ')') return false;
    const end = character === '(' || character === '"' ? endOfPlain(value, at) : at;
    if (end === undefined) return false;
    at = end;
  }
  return true;
}

/** Last offset of a comment or quoted string that holds no quote, parenthesis, backslash or semicolon; else undefined. */
function endOfPlain(value: string, start: number): number | undefined {
  const isComment = value[start] === '(';
  const end = value.indexOf(isComment ? ')' : '"', start + 1);
  if (end < 0) return undefined;
  const text = value.slice(start + 1, end);
  const isPlain = !/["\\();]/.test(text) || (isComment && OPENDKIM_COMMENT.test(text));
  // `(a)header.d=…` or `"a b"@evil.example`: the grammar allows no word directly behind a comment or quoted string.
  return isPlain && /^(?:[\s;]|$)/.test(value.slice(end + 1, end + 2)) ? end : undefined;
}

/**
 * Whether no words of the sender in the receiver's trace fields can pass for the receiver's own. They could in a Received (`from <EHLO> …;
 * date`) with a quote, a backslash or a second semicolon, and in a Return-Path with any special character.
 */
export function isTraceUnequivocal(traceFields: HeaderField[]): boolean {
  return traceFields.every(({ name, value }) => {
    if (name === 'return-path') return !/["\\();]/.test(value);
    return name !== 'received' || !/["\\]|;[^;]*;/.test(value);
  });
}
