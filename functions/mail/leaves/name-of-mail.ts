import { cleanText } from '../clean-text.ts';
import { decodeWords } from '../decode-words.ts';
import { headerValues, readHeaderOf } from '../header-fields.ts';
import type { PartHeader } from '../structure/part-header.ts';

/** Octets of an attached mail in which its subject is looked for. */
export const MAIL_NAME_BYTES = 16 * 1024;

/** Outlook gives an attached mail no name: people know it by its subject (RFC 2046 §5.2.1). */
export const isUnnamedMail = ({ contentType, filename }: PartHeader): boolean =>
  /^message\/(?:rfc822|global)$/.test(contentType) && filename === undefined;

/** `<subject>.eml`, not yet cleaned. Undefined when the mail has no subject. `octets`: its beginning. */
export function nameOfMail(octets: Buffer): string | undefined {
  const [subject = ''] = headerValues({ headerFields: readHeaderOf(octets) }, 'subject');
  const shown = cleanText(decodeWords(subject)).replace(/[/\\]/g, '_');
  return shown === '' ? undefined : `${shown}.eml`;
}
