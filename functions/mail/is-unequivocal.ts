import type { HeaderField } from './message.ts';

/** What OpenDKIM says of a key in a comment: its own words, with a semicolon. */
const OPENDKIM_COMMENT = /^\d{1,5}-bit (?:[\w-]{1,20} )?key; [\w ]{1,40}$/;

/**
 * Whether an Authentication-Results field can be read in one way only, whoever chose the names in it (S3): the client's EHLO, the envelope's
 * sender and what a comment repeats of them are the sender's words, and with a quote, a parenthesis or a semicolon they break out of their
 * place. Such a field proves nothing.
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

/** Offset of the end of a comment or quoted string that holds no mark of the other or of itself. */
function endOfPlain(value: string, start: number): number | undefined {
  const isComment = value[start] === '(';
  const end = value.indexOf(isComment ? ')' : '"', start + 1);
  if (end < 0) return undefined;
  const text = value.slice(start + 1, end);
  const isPlain = !/["\\();]/.test(text) || (isComment && OPENDKIM_COMMENT.test(text));
  // `(a)header.d=…`, `"a b"@evil.example`: words that go on behind the mark are nobody's grammar.
  return isPlain && /^(?:[\s;]|$)/.test(value.slice(end + 1, end + 2)) ? end : undefined;
}

/**
 * Whether the receiver's own trace fields hold no words of the sender that could break out of their place: `Received: from <EHLO> …; date`
 * with more than the one semicolon, a quote, or a Return-Path with any of the marks.
 */
export function isTraceUnequivocal(traceFields: HeaderField[]): boolean {
  return traceFields.every(({ name, value }) => {
    if (name === 'return-path') return !/["\\();]/.test(value);
    return name !== 'received' || !/["\\]|;[^;]*;/.test(value);
  });
}
