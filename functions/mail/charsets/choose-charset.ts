import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';
import { readCharsetLabel } from './charset-label.ts';
import { contradictLabel, hasForeignWords, isLatin } from './contradict-label.ts';
import { decodeAs } from './decode-as.ts';
import { isCyrillic, tellCyrillic } from './tell-cyrillic.ts';

/** Octets that are searched for signs of a charset. */
const SAMPLED_BYTES = 64 * 1024;
/** Octets of HTML that are searched for its `<meta charset>`. The HTML standard says 1024, but programs put styles before it. */
const META_BYTES = 16 * 1024;
const META =
  /<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{1,40})/i;
/** With fewer octets beyond ASCII a guess is worth nothing. */
const MIN_TELLING_BYTES = 6;
/** Least confidence of a guess, of 100. */
const MIN_CONFIDENCE = 30;
/**
 * The octets of ğ, ş and their capitals in windows-1254; and octets that Icelandic
 * (á é í ó ú æ), Romanian (ă) and Croatian (č, š, ž) use beside the same octets.
 */
const TURKISH = /[\xd0\xde\xf0\xfe]/;
const NOT_TURKISH = /[\xc1\xc6\xc8\xc9\xcd\xd3\xda\xe1\xe3\xe6\xe8\xe9\xed\xf3\xfa\x9a\x9e]/;
/** Octets of hiragana and katakana. */
const KANA: Record<string, RegExp> = {
  shift_jis: /\x82[\x9f-\xf1]|\x83[\x40-\x96]/g,
  'euc-jp': /[\xa4\xa5][\xa1-\xf6]/g,
};
const MIN_KANA = 3;
/** Western charsets have signs, of which people draw waves, where ISO-8859-5 has capitals. */
const SIGNS = /[\xa0-\xbf]/g;
const LETTERS = /[\xc0-\xff]/g;
const ESCAPE = String.fromCharCode(0x1b);

/**
 * Chooses the charset of octets (S23). What the octets show beats what the mail says. A byte order mark
 * decides, then a label that the octets do not contradict. Without such a label, HTML's own `<meta>`
 * (or XML declaration) decides, and then a guess from the octets. Linear, and bounded in what is read.
 */
export function chooseCharset(octets: Buffer, label: string | undefined, isHtml: boolean): string {
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

/** For letters of another script under a Latin label: a charset that decodes them all, else undefined. */
function chooseForeign(octets: Buffer, isHtml: boolean): string | undefined {
  const charset = (isHtml ? readMeta(octets).eightBit : undefined) ?? guessCharset(octets);
  if (charset === undefined || isLatin(charset)) return undefined;
  return decodeAs(octets.subarray(0, SAMPLED_BYTES), charset).slice(0, -1).includes('\uFFFD')
    ? undefined
    : charset;
}

/** What HTML says about its charset. UTF-8 and UTF-16 are left out: the octets show them. */
function readMeta(octets: Buffer): { sevenBit?: string; eightBit?: string } {
  const charset = readCharsetLabel(META.exec(octets.toString('latin1', 0, META_BYTES))?.[1]);
  if (charset === 'utf-7' || charset === 'hz-gb-2312') return { sevenBit: charset };
  return charset?.startsWith('utf-') ? {} : { eightBit: charset };
}

/** Charsets of the ISO 2022 family announce themselves with escape sequences. */
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

/** A few octets that were damaged on the way do not make the text another charset. */
function isMostlyUtf8(octets: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(octets);
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const sound = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return sound > damaged;
}

/** Guesses by statistics of which letters follow one another in which language. */
function guessCharset(octets: Buffer): string | undefined {
  const sample = tellingLines(octets.subarray(0, SAMPLED_BYTES));
  const telling = sample.reduce((count, octet) => (octet > 0x7f ? count + 1 : count), 0);
  if (telling < MIN_TELLING_BYTES) return guessTurkish(sample);
  const ruledOut = ['ASCII', 'UTF-8', isDrawn(sample) ? 'ISO-8859-5' : ''];
  const [best, next] = analyse(sample).filter(({ name }) => !ruledOut.includes(name));
  if (!best || best.confidence < MIN_CONFIDENCE)
    return guessJapanese(sample) ?? guessCyrillic(sample, best?.name) ?? guessTurkish(sample);
  const isTied = best.name === 'Big5' && next?.name === 'GB18030';
  // mail in Hebrew is written in the larger charset, which has ₪ and vowels
  if (best.name === 'ISO-8859-8') return 'windows-1255';
  if (best.name === 'ISO-8859-1') return guessTurkish(sample) ?? 'windows-1252';
  return readCharsetLabel(isTied && !hasLowTrail(sample) ? 'GB18030' : best.name);
}

/** A few words are too little for statistics, but that no Latin language writes them and that Cyrillic comes first is enough. */
const guessCyrillic = (sample: Buffer, name: string | undefined): string | undefined =>
  isCyrillic(name) && hasForeignWords(sample.toString('latin1'))
    ? readCharsetLabel(name)
    : undefined;

function isDrawn(sample: Buffer): boolean {
  const text = sample.toString('latin1');
  const letters = text.match(LETTERS)?.length ?? 0;
  return (text.match(SIGNS)?.length ?? 0) > 2 * letters;
}

/** Octets that are Turkish in windows-1254 are Icelandic in windows-1252; Icelandic text also has other letters. */
function guessTurkish(sample: Buffer): string | undefined {
  const text = sample.toString('latin1');
  return TURKISH.test(text) && !NOT_TURKISH.test(text) ? 'windows-1254' : undefined;
}

/** A few words of Japanese are too little for statistics, but several different kana occur in no other charset. */
function guessJapanese(sample: Buffer): string | undefined {
  const text = sample.toString('latin1');
  return Object.keys(KANA).find((charset) => {
    const kana = text.match(KANA[charset] as RegExp) ?? [];
    return new Set(kana).size >= MIN_KANA && !decodeAs(sample, charset).includes('\uFFFD');
  });
}

/** Drops lines in pure ASCII. They tell nothing: below a reply stands the mail that we wrote. */
function tellingLines(sample: Buffer): Buffer {
  const lines = sample.toString('latin1').split('\n');
  return Buffer.from(lines.filter((line) => /[^\0-\x7f]/.test(line)).join('\n'), 'latin1');
}

/**
 * Whether the second octet of a pair is below 0xA1. In Big5 nearly half of the characters have such an octet; in GB18030 no common one has.
 */
function hasLowTrail(octets: Buffer): boolean {
  for (let at = 0; at + 1 < octets.length; at++) {
    if ((octets[at] ?? 0) < 0x81) continue;
    at += 1;
    if ((octets[at] ?? 0) < 0xa1) return true;
  }
  return false;
}
