import { chooseCharset } from './choose-charset.ts';
import { decodeAs } from './decode-as.ts';

/** Decodes octets of a charset that mail names, or that they show themselves. Never throws. */
export function decodeCharset(octets: Buffer, label: string | undefined, isHtml = false): string {
  return decodeAs(octets, chooseCharset(octets, label, isHtml));
}
