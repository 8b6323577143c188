import { analyse } from 'chardet';

/** Cyrillic charsets, with their names in the detector. Programs confuse their labels. */
const CYRILLIC = new Map([
  ['windows-1251', 'windows-1251'],
  ['koi8-r', 'KOI8-R'],
  ['koi8-u', 'KOI8-R'],
  ['iso-8859-5', 'ISO-8859-5'],
]);
/** Whether the detector's name is that of a Cyrillic charset. */
export const isCyrillic = (name: string | undefined): boolean =>
  name !== undefined && [...CYRILLIC.values()].includes(name);

/** Octets that are read. */
const SAMPLED_BYTES = 4096;
/** By how much the detector must prefer the other charset, of 100. */
const MIN_LEAD = 30;

/**
 * The Cyrillic charset of the octets when it is not the labelled one; undefined when the label is
 * right. In each of these charsets every octet is a letter, so only the language tells them apart.
 */
export function tellCyrillic(octets: Buffer, named: string): string | undefined {
  const own = CYRILLIC.get(named);
  if (own === undefined) return undefined;
  const guesses = analyse(octets.subarray(0, SAMPLED_BYTES));
  const confidenceIn = (name: string) =>
    guesses.find((guess) => guess.name === name)?.confidence ?? 0;
  const [other] = [...CYRILLIC]
    .filter(([, name]) => name !== own && confidenceIn(name) >= confidenceIn(own) + MIN_LEAD)
    .sort(([, a], [, b]) => confidenceIn(b) - confidenceIn(a));
  return other?.[0];
}
