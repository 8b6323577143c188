import { isUtf8 } from 'node:buffer';
import { decodeCharset } from './charsets/decode-charset.ts';

/** Characters of one header value in which encoded words are decoded; the rest is kept as it is. */
const MAX_DECODED_CHARACTERS = 64 * 1024;
/** RFC 2047 §2. Programs also write blanks and question marks inside, and a language (RFC 2231 §5). */
const WORD =
  /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]{0,2000}(?:\?(?!=)[^?]{0,2000}){0,20})\?=/gi;

const ASCII = /^[\x20-\x7e]*$/;
const ESCAPE = /=([\da-f]{2})/gi;

interface EncodedWord {
  charset: string;
  /** One piece for each of several adjacent words. */
  pieces: Buffer[];
}

/**
 * Decodes RFC 2047 encoded words. Adjacent words of one charset are joined before decoding, because a character
 * may be split over two of them. What the octets show beats the charset that a word names, as in bodies (S23).
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  const head = value.slice(0, MAX_DECODED_CHARACTERS);
  const pieces: string[] = [];
  let open: EncodedWord | undefined;
  let at = 0;
  for (const match of head.matchAll(WORD)) {
    const word = readWord(match);
    const between = head.slice(at, match.index);
    at = match.index + match[0].length;
    const isAdjacent = open !== undefined && between.trim() === '';
    if (open && isAdjacent && open.charset === word.charset) {
      open.pieces.push(...word.pieces);
      continue;
    }
    if (open) pieces.push(decodeWord(open));
    if (!isAdjacent) pieces.push(between);
    open = word;
  }
  if (open) pieces.push(decodeWord(open));
  return `${pieces.join('')}${value.slice(at)}`;
}

/** Nearly all words are valid UTF-8 and say so; these skip the search for the charset. */
function decodeWord({ charset, pieces }: EncodedWord): string {
  const octets = Buffer.concat(pieces);
  return charset === 'utf-8' && isUtf8(octets) ? octets.toString() : decodeCharset(octets, charset);
}

function readWord([, charset = '', encoding = '', text = '']: RegExpExecArray): EncodedWord {
  const isBase64 = encoding.toLowerCase() === 'b';
  return {
    charset: charset.toLowerCase(),
    pieces: [isBase64 ? Buffer.from(text, 'base64') : decodeQ(text)],
  };
}

const octetOf = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

/** The Q encoding (RFC 2047 §4.2). Characters that should have been encoded are kept. */
function decodeQ(text: string): Buffer {
  if (ASCII.test(text)) {
    const octets = text.replaceAll('_', ' ').replace(ESCAPE, (_, hex) => octetOf(hex));
    return Buffer.from(octets, 'latin1');
  }
  const escaped = encodeURIComponent(text.toWellFormed().replaceAll('_', ' '));
  const octets = escaped.replace(/%3D([\da-f]{2})|%([\da-f]{2})/gi, (_, quoted, own) =>
    octetOf(quoted ?? own),
  );
  return Buffer.from(octets, 'latin1');
}
