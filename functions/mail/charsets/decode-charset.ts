import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** Names that mail uses and the WHATWG encoding labels lack. */
const CHARSET_ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  ms949: 'euc-kr',
  eucjp: 'euc-jp',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  utf8mb4: 'utf-8',
};

/** Decodes octets of a charset that mail names. Never throws: an unknown charset is read as UTF-8 if it is that, else as windows-1252. */
export function decodeCharset(octets: Buffer, charset: string | undefined): string {
  const label = charset?.trim().toLowerCase().replace(/\*.*$/, '') ?? 'utf-8';
  const decoder = findDecoder(CHARSET_ALIASES[label] ?? label);
  // UTF-8 and ASCII are often announced where something else follows.
  if (!decoder || decoder.encoding === 'utf-8') return decodeEightBit(octets);
  return decoder.decode(octets);
}

/** Octets without a reliable charset: UTF-8 if that is what they mostly are, else windows-1252, which covers every octet. */
export function decodeEightBit(octets: Buffer): string {
  const text = new TextDecoder('utf-8').decode(octets);
  if (isUtf8(octets) || isMostlyUtf8(text)) return text;
  return new TextDecoder('windows-1252').decode(octets);
}

/** One octet that was damaged on the way does not make a text another charset's. */
function isMostlyUtf8(text: string): boolean {
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const sound = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return sound > damaged;
}

function findDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
