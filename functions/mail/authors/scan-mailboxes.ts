/** A piece of an address field. `touchesNext`: neither a blank nor a separator stands before the next piece. */
export interface MailboxToken {
  kind: 'word' | 'quoted' | 'encoded' | 'comment' | 'angle' | ',' | ';' | ':';
  /** Without the quotes, parentheses or brackets around it. */
  text: string;
  touchesNext: boolean;
}

const SEPARATORS = new Set([',', ';', ':']);
/** An encoded word counts as one word, even if it holds separators; it never holds angle brackets (RFC 2047 §5). */
const ENCODED_WORD = /=\?[^?\s<>]{1,60}\?[bq]\?[^?\s<>"]{0,1000}\?=/iy;
const WORD = /[^\s,;:<"(]+/y;

/**
 * Splits an address field (RFC 5322 §3.4) without losing any part of it. An unclosed quote or
 * parenthesis becomes part of a word; an unclosed bracket runs to the end. Linear in the length.
 */
export function scanMailboxes(value: string): MailboxToken[] {
  const tokens: MailboxToken[] = [];
  const scan = { value, unclosed: new Set<string>() };
  for (let at = 0; at < value.length; ) {
    const blank = /\s/.test(value[at] ?? '');
    const next = blank ? undefined : readToken(scan, at);
    if (next) tokens.push({ ...next.token, touchesNext: touches(value, next.end) });
    at = next?.end ?? at + 1;
  }
  return tokens;
}

interface Scan {
  value: string;
  /** Opening marks that have no closing one in the rest of the field, so that it is searched only once. */
  unclosed: Set<string>;
}
interface Found {
  token: Omit<MailboxToken, 'touchesNext'>;
  end: number;
}

function readToken(scan: Scan, at: number): Found {
  const { value } = scan;
  const first = value[at] ?? '';
  if (SEPARATORS.has(first)) return { token: { kind: first as ',', text: first }, end: at + 1 };
  if (first === '<') return readAngle(value, at);
  if (first === '"') return readQuoted(scan, at) ?? readWord(value, at);
  if (first === '(') return readComment(scan, at) ?? readWord(value, at);
  return readWord(value, at);
}

const touches = (value: string, end: number) => {
  const next = value[end];
  return next !== undefined && !/\s/.test(next) && !SEPARATORS.has(next);
};

function readWord(value: string, at: number): Found {
  const encoded = match(ENCODED_WORD, value, at);
  if (encoded !== undefined)
    return { token: { kind: 'encoded', text: encoded }, end: at + encoded.length };
  const text = (value[at] ?? '') + (match(WORD, value, at + 1) ?? '');
  const mailto = /^mailto$/i.test(text) && value[at + text.length] === ':';
  const whole = mailto ? `${text}:${match(WORD, value, at + text.length + 1) ?? ''}` : text;
  return { token: { kind: 'word', text: whole }, end: at + whole.length };
}

function match(pattern: RegExp, value: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(value)?.[0];
}

/** Reads up to the closing bracket, past doubled ones. A comma inside stays in the token, where no address has one. */
function readAngle(value: string, at: number): Found {
  let start = at + 1;
  while (value[start] === '<') start++;
  const close = value.indexOf('>', start);
  if (close < 0) return { token: { kind: 'angle', text: value.slice(start) }, end: value.length };
  let end = close + 1;
  while (value[end] === '>') end++;
  return { token: { kind: 'angle', text: value.slice(start, close) }, end };
}

function readQuoted(scan: Scan, start: number): Found | undefined {
  if (scan.unclosed.has('"')) return undefined;
  let text = '';
  for (let at = start + 1; at < scan.value.length; at++) {
    const character = scan.value[at] ?? '';
    if (character === '"') return endQuoted(scan.value, start, at + 1, text);
    if (character === '\\') at += 1;
    text += scan.value[at] ?? '';
  }
  scan.unclosed.add('"');
  return undefined;
}

/** `"local part"@domain` is a word. */
function endQuoted(value: string, start: number, end: number, text: string): Found {
  if (value[end] !== '@') return { token: { kind: 'quoted', text }, end };
  const domain = match(WORD, value, end) ?? '';
  const word = value.slice(start, end) + domain;
  return { token: { kind: 'word', text: word }, end: start + word.length };
}

/** Comments nest (RFC 5322 §3.2.2). */
function readComment(scan: Scan, start: number): Found | undefined {
  if (scan.unclosed.has('(')) return undefined;
  let depth = 0;
  for (let at = start; at < scan.value.length; at++) {
    const character = scan.value[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0)
      return { token: { kind: 'comment', text: scan.value.slice(start + 1, at) }, end: at + 1 };
  }
  scan.unclosed.add('(');
  return undefined;
}
