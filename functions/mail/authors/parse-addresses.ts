import addressparser from 'nodemailer/lib/addressparser';
import { normaliseAddress } from '../addresses.ts';
import { cleanText, cutText } from '../clean-text.ts';
import { decodeWords } from '../decode-words.ts';
import type { Address } from '../message.ts';

/** Addresses that are read from all fields of one name together. */
const MAX_ADDRESSES = 1000;
/** Characters that are read of one field. */
const MAX_FIELD_CHARACTERS = 64 * 1024;
const MAX_NAME_CHARACTERS = 1000;

/**
 * Addresses in the values of a field, groups flattened; what is not an address, and `mend` does not make one, is left out. Names
 * are decoded after parsing, so that an encoded word cannot add a comma or an angle bracket.
 */
export function parseAddresses(
  values: string[],
  mend: (text: string) => string | undefined = () => undefined,
): Address[] {
  const addresses: Address[] = [];
  for (const value of values) {
    for (const found of addressparser(value.slice(0, MAX_FIELD_CHARACTERS), { flatten: true })) {
      const address = normaliseAddress(found.address) ?? mend(found.address || found.name);
      if (address === undefined) continue;
      addresses.push({ name: cleanName(found.name), address });
      if (addresses.length >= MAX_ADDRESSES) return addresses;
    }
  }
  return addresses;
}

/** A display name, decoded and safe to show. */
export function cleanName(name: string): string {
  return cutText(cleanText(decodeWords(name)), MAX_NAME_CHARACTERS);
}
