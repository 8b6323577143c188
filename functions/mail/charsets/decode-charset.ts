import { chooseCharset } from './choose-charset.ts';
import { decodeAs } from './decode-as.ts';

/** Decodes octets in the charset that the mail names or the octets show. Never throws. */
export function decodeCharset(octets: Buffer, label: string | undefined): string {
  return decodeAs(octets, chooseCharset(octets, label, false));
}
