import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';
import { readCharsetLabel } from './charset-label.ts';
import { contradictLabel, isLatin } from './contradict-label.ts';
import { decodeAs } from './decode-as.ts';
import { tellCyrillic } from './tell-cyrillic.ts';

/** Octets in which a charset is looked for. */
const SAMPLED_BYTES = 64 * 1024;
/** Octets of HTML in which its own charset stands, by the HTML standard 1024; programs put styles before it. */
const META_BYTES = 16 * 1024;
const META =
  /<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{1,40})/i;
/** With fewer octets beyond ASCII a guess is worth nothing. */
const MIN_TELLING_BYTES = 6;
/** Of 100: a guess that is less sure is none. */
const MIN_CONFIDENCE = 30;
/** ğ, ş and their capitals; what Icelandic (á é í ó ú æ), Romanian (ă) and Croatian (č, š, ž) write beside the octets of these. */
const TURKISH = /[\xd0\xde\xf0\xfe]/;
const NOT_TURKISH = /[\xc1\xc6\xc8\xc9\xcd\xd3\xda\xe1\xe3\xe6\xe8\xe9\xed\xf3\xfa\x9a\x9e]/;
/** Octets of Japan's own letters. */
const KANA: Record<string, RegExp> = {
  shift_jis: /\x82[\x9f-\xf1]|\x83[\x40-\x96]/g,
  'euc-jp': /[\xa4\xa5][\xa1-\xf6]/g,
};
const MIN_KANA = 3;
const ESCAPE = String.fromCharCode(0x1b);

/**
 * The charset that octets are in (S23): what the octets show beats what was announced. A mark of UTF-16 is believed, and a label that the
 * octets do not contradict; without one, HTML's own `<meta>` (XHTML's declaration) and then the octets themselves are asked. Linear, and
 * bounded in what is looked at.
 */
export function chooseCharset(octets: Buffer, label: string | undefined, isHtml = false): string {
  const marked = markedCharset(octets);
  if (marked) return marked;
  const named = readCharsetLabel(label);
  const contradiction = named === undefined ? undefined : contradictLabel(octets, named);
  if (named !== undefined && named !== 'utf-8' && contradiction === undefined)
    return tellCyrillic(octets, named) ?? named;
  if (contradiction === 'foreign-letters') return chooseForeign(octets, isHtml) ?? named ?? 'utf-8';
  const meta = isHtml ? readMeta(octets) : undefined;
  const sevenBit = escapedCharset(octets) ?? (named === undefined ? meta?.sevenBit : undefined);
  if (sevenBit) return sevenBit;
  if (isUtf8(octets) || isMostlyUtf8(octets)) return 'utf-8';
  return meta?.eightBit ?? guessCharset(octets) ?? 'windows-1252';
}

/** Under a Latin label, letters of no Latin language: what reads them whole. */
function chooseForeign(octets: Buffer, isHtml: boolean): string | undefined {
  const charset = (isHtml ? readMeta(octets).eightBit : undefined) ?? guessCharset(octets);
  if (charset === undefined || isLatin(charset)) return undefined;
  return decodeAs(octets.subarray(0, SAMPLED_BYTES), charset).slice(0, -1).includes('\uFFFD')
    ? undefined
    : charset;
}

/** What HTML says of itself. That it is UTF-8 or UTF-16 shows without its word. */
function readMeta(octets: Buffer): { sevenBit?: string; eightBit?: string } {
  const charset = readCharsetLabel(META.exec(octets.toString('latin1', 0, META_BYTES))?.[1]);
  if (charset === 'utf-7' || charset === 'hz-gb-2312') return { sevenBit: charset };
  return charset?.startsWith('utf-') ? {} : { eightBit: charset };
}

/** ISO 2022 announces itself with escapes. */
function escapedCharset(octets: Buffer): string | undefined {
  const at = octets.indexOf(`${ESCAPE}$`);
  if (at < 0) return undefined;
  const kind = octets.toString('latin1', at + 2, at + 4);
  if (kind === ')C') return 'iso-2022-kr';
  if (kind === ')A') return 'iso-2022-cn';
  return /^[@B]/.test(kind) ? 'iso-2022-jp' : undefined;
}

function markedCharset(octets: Buffer): string | undefined {
  if (octets[0] === 0xff && octets[1] === 0xfe) return 'utf-16le';
  if (octets[0] === 0xfe && octets[1] === 0xff) return 'utf-16be';
  return octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? 'utf-8' : undefined;
}

/** One octet that was damaged on the way does not make a text another charset's. */
function isMostlyUtf8(octets: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(octets);
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const sound = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return sound > damaged;
}

/** Asks a detector that knows how often letters follow one another in the languages. */
function guessCharset(octets: Buffer): string | undefined {
  const sample = tellingLines(octets.subarray(0, SAMPLED_BYTES));
  const telling = sample.reduce((count, octet) => (octet > 0x7f ? count + 1 : count), 0);
  if (telling < MIN_TELLING_BYTES) return guessTurkish(sample);
  const [best, next] = analyse(sample).filter(({ name }) => name !== 'ASCII' && name !== 'UTF-8');
  if (!best || best.confidence < MIN_CONFIDENCE)
    return guessJapanese(sample) ?? guessTurkish(sample);
  const isTied = best.name === 'Big5' && next?.name === 'GB18030';
  if (best.name === 'ISO-8859-1') return guessTurkish(sample) ?? 'windows-1252';
  return readCharsetLabel(isTied && !hasLowTrail(sample) ? 'GB18030' : best.name);
}

/** What is Turkish in windows-1254 is Icelandic in windows-1252, which has other letters beside. */
function guessTurkish(sample: Buffer): string | undefined {
  const text = sample.toString('latin1');
  return TURKISH.test(text) && !NOT_TURKISH.test(text) ? 'windows-1254' : undefined;
}

/** A few words of Japanese are too little for statistics, but its own letters follow one another in no other charset. */
function guessJapanese(sample: Buffer): string | undefined {
  const text = sample.toString('latin1');
  return Object.keys(KANA).find((charset) => {
    const kana = text.match(KANA[charset] as RegExp) ?? [];
    return new Set(kana).size >= MIN_KANA && !decodeAs(sample, charset).includes('\uFFFD');
  });
}

/** Lines in ASCII tell nothing: below an answer stands what we wrote. */
function tellingLines(sample: Buffer): Buffer {
  const lines = sample.toString('latin1').split('\n');
  return Buffer.from(lines.filter((line) => /[^\0-\x7f]/.test(line)).join('\n'), 'latin1');
}

/** Whether a character of two octets has its second one below 0xA1: nearly half of Big5 has, and what is common in GB18030 has not. */
function hasLowTrail(octets: Buffer): boolean {
  for (let at = 0; at + 1 < octets.length; at++) {
    if ((octets[at] ?? 0) < 0x81) continue;
    at += 1;
    if ((octets[at] ?? 0) < 0xa1) return true;
  }
  return false;
}
