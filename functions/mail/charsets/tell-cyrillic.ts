import { analyse } from 'chardet';

/** The charsets of Cyrillic letters that a detector tells apart; a label names one and the octets are another's. */
const CYRILLIC = new Map([
  ['windows-1251', 'windows-1251'],
  ['koi8-r', 'KOI8-R'],
  ['koi8-u', 'KOI8-R'],
  ['iso-8859-5', 'ISO-8859-5'],
]);
/** Octets that are looked at. */
const SAMPLED_BYTES = 4096;
/** Of 100: how much surer the detector must be of the other one. */
const MIN_LEAD = 30;

/**
 * The charset that Cyrillic octets are in, where it is another Cyrillic one than the label says: every letter is one in both, so that only the
 * language tells. Undefined: the label stands.
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
