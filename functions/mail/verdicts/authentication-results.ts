import { isUnequivocal } from './is-unequivocal.ts';

/** Characters of one field that are read. */
const MAX_FIELD_CHARACTERS = 16 * 1024;
const MAX_RESULTS = 100;

/** One method's result. Names and result are lower-cased, property values as written: `{"header.i": "@example.com"}`. */
export interface MethodResult {
  method: string;
  result: string;
  /** `ptype.property` → value. */
  properties: Record<string, string>;
}

export interface AuthenticationResults {
  /** Lower-cased; `''` when the field has none. */
  authservId: string;
  results: MethodResult[];
  /** False when words of the sender may have added results: then none of them proves anything (S3). */
  isUnequivocal: boolean;
  /** Every section is a result as in the grammar. Not so with SES's `envelope-from=anna@customer.example;`. */
  isOrderly: boolean;
}

interface Token {
  kind: 'word' | 'quoted' | '=' | ';';
  text: string;
}

/**
 * Reads an Authentication-Results field (RFC 8601 §2.2). Comments, also nested ones, are left out; a quoted
 * string is one value; versions and reasons are skipped. Linear; only the first 16 Ki characters are read.
 */
export function parseAuthenticationResults(value: string): AuthenticationResults {
  const [head = [], ...sections] = splitSections(tokenise(value.slice(0, MAX_FIELD_CHARACTERS)));
  // Exchange Online writes no authserv-id: the field begins with a result.
  const isNameless = head[1]?.kind === '=';
  const results = (isNameless ? [head, ...sections] : sections).slice(0, MAX_RESULTS);
  return {
    authservId: isNameless ? '' : (head[0]?.text.toLowerCase() ?? ''),
    results: results.flatMap((section) => readResult(section) ?? []),
    isUnequivocal: value.length <= MAX_FIELD_CHARACTERS && isUnequivocal(value),
    isOrderly: results.every(isOrderlySection),
  };
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) at += 1;
    else if (character === '(') at = endOfComment(text, at);
    else if (character === '=' || character === ';') {
      tokens.push({ kind: character, text: character });
      at += 1;
    } else {
      const isValue = tokens.at(-1)?.kind === '=';
      const token = character === '"' ? readQuoted(text, at) : readWord(text, at, isValue);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** Comments nest (RFC 5322 §3.2.2). An unclosed one runs to the end. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function readQuoted(text: string, start: number): Token & { end: number } {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\') at += 1;
    value += text[at] ?? '';
  }
  // `"local part"@domain` is one value (RFC 8601 §2.2, pvalue).
  if (text[at + 1] !== '@') return { kind: 'quoted', text: value, end: at + 1 };
  const rest = readWord(text, at + 1, true);
  return { kind: 'quoted', text: `"${value}"${rest.text}`, end: rest.end };
}

/** A value may contain equals signs, as in the envelope sender `prvs=1234=anna@customer.example` (RFC 5321 §4.1.2, Atom). */
function readWord(text: string, start: number, isValue: boolean): Token & { end: number } {
  const ends = isValue ? /[\s();"]/ : /[\s();="]/;
  let end = start + 1;
  while (end < text.length && !ends.test(text[end] ?? '')) end++;
  return { kind: 'word', text: text.slice(start, end), end };
}

function splitSections(tokens: Token[]): Token[][] {
  const sections: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ';') sections.push([]);
    else sections.at(-1)?.push(token);
  }
  return sections;
}

/**
 * A section is `method = keyword` with properties, or `none`, or empty. An envelope sender such
 * as `a;dmarc=pass;@evil.example`, or a name with a blank, leaves a piece that is none of these.
 */
function isOrderlySection(section: Token[]): boolean {
  const [method, , result] = section;
  if (section.length < 3) return method === undefined || method.text.toLowerCase() === 'none';
  const isKeyword = result?.kind === 'word' && /^[\w-]+$/.test(result.text);
  return isKeyword && section.length % 3 === 0 && readPairs(section).length * 3 === section.length;
}

/** `method[/version] = result [reason = text] *(ptype.property = value)` */
function readResult(section: Token[]): MethodResult | undefined {
  const pairs = readPairs(section);
  const [first, ...rest] = pairs;
  if (!first) return undefined;
  const properties: Record<string, string> = {};
  for (const [name, value] of rest) {
    if (!name.includes('.')) continue;
    // given twice with different values, one may be the sender's word
    properties[name] = (properties[name] ?? value) === value ? value : '';
  }
  return { method: first[0].replace(/\/.*$/, ''), result: first[1].toLowerCase(), properties };
}

function readPairs(section: Token[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 2 < section.length; at++) {
    const [name, equals, value] = section.slice(at, at + 3);
    if (name?.kind !== 'word' || equals?.kind !== '=' || !value || value.kind === '=') continue;
    pairs.push([name.text.toLowerCase(), value.text]);
    at += 2;
  }
  return pairs;
}
