import { isUtf8 } from 'node:buffer';

/** Octets that are searched for letters of another script. */
const SAMPLED_BYTES = 16 * 1024;
const SEVEN_BIT = /^(?:iso-2022-|hz-gb-2312|utf-7)/;
const WESTERN = /^(?:windows-1252|iso-8859-15?)$/;
const LATIN = /^(?:windows-125[02478]|iso-8859-(?:1|2|3|4|9|10|13|14|15|16)|macintosh)$/;
const BEYOND_ASCII = /[\x80-\xff]/;
/** In charsets with several octets per character, fewer octets beyond ASCII may be valid UTF-8 by chance. */
const MIN_TELLING_BYTES = 6;
/** No Latin language has four accented letters in a row with three different ones among them. */
const RUN = /[\x80-\xff]{4,}/g;
const MIN_DIFFERENT = 3;
/** Octets in such runs that prove another script. */
const MIN_RUN_BYTES = 7;

export const isLatin = (charset: string): boolean => LATIN.test(charset);

/**
 * Why octets cannot be in the announced charset (S23); undefined when they can.
 *
 * - `eight-bit`: the charset has seven bits.
 * - `utf-8`: the octets are valid UTF-8, which text of another charset never is by chance.
 * - `foreign-letters`: words of another script under a Western label.
 */
export function contradictLabel(
  octets: Buffer,
  charset: string,
): 'eight-bit' | 'utf-8' | 'foreign-letters' | undefined {
  if (charset === 'utf-8') return undefined;
  if (charset.startsWith('utf-16')) return isNarrow(octets) ? 'utf-8' : undefined;
  const sample = octets.toString('latin1', 0, SAMPLED_BYTES);
  if (SEVEN_BIT.test(charset)) return BEYOND_ASCII.test(sample) ? 'eight-bit' : undefined;
  if (isTellingUtf8(octets, charset)) return 'utf-8';
  return WESTERN.test(charset) && hasForeignWords(sample) ? 'foreign-letters' : undefined;
}

/** Text in UTF-16 has zero octets or is not valid UTF-8. */
const isNarrow = (octets: Buffer) => octets.length > 0 && !octets.includes(0) && isUtf8(octets);

function isTellingUtf8(octets: Buffer, charset: string): boolean {
  if (!isUtf8(octets)) return false;
  const isMultiByte = /^(?:gb|big5|euc-|shift_jis)/.test(charset);
  const needed = isMultiByte ? MIN_TELLING_BYTES : 1;
  let count = 0;
  for (const octet of octets) if (octet > 0x7f && ++count >= needed) return true;
  return false;
}

/** Whether octets, given as Latin-1, hold words that no Latin language writes. */
export function hasForeignWords(sample: string): boolean {
  const runs = (sample.match(RUN) ?? []).filter((run) => new Set(run).size >= MIN_DIFFERENT);
  return runs.join('').length >= MIN_RUN_BYTES;
}
