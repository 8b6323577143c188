import { lengthOfNotice } from '../repairs/find-lost-boundary.ts';
import type { PartHeader } from '../structure/part-header.ts';
import { BEGINNING_BYTES, type BodyTap } from './body-tap.ts';

/** Lines of prose have blanks. */
const BASE64 = /^[A-Za-z0-9+/=\r\n]*$/;
/** Fewer such characters may be a word. */
const MIN_BASE64_CHARS = 30;
/** A delimiter line, and below it a field that programs write first in a part. "-----Original Message-----" is text. */
const DELIMITER = /^--([^\r\n]{0,199}\S)[ \t]{0,20}\r*\n(?=content-|mime-version:|x-)/i;

/** A type that is no text may be unknown, and is then shown as text, too. */
const MAY_BE_SHOWN = /^(?:text\/(?:plain|html)$|(?!text\/))/;

/**
 * The header fields without which a body like this could be read otherwise. If the signature of a mail does not cover
 * them, whoever sends it again may choose what they say, and so make quoted words the author's. A body that begins
 * with a delimiter says itself what it is, and its parts how they are encoded. What a text shows stands in `addText`,
 * what the texts of a multipart show in `isSubtypeSure`. `isFile`: the mail has no words, and these fields give the file its name.
 */
export function decidingFields(
  header: PartHeader,
  { beginning, hasOddEscape }: Pick<BodyTap, 'beginning' | 'hasOddEscape'>,
  isFile: boolean,
): string[] {
  const text = beginning.toString('latin1');
  const boundary = DELIMITER.exec(text.slice(lengthOfNotice(text)))?.[1];
  if (header.contentType.startsWith('multipart/'))
    return boundary !== undefined && boundary === header.params.boundary?.trimEnd()
      ? []
      : ['content-type'];
  const isTypeSure = boundary === undefined && !isFile && MAY_BE_SHOWN.test(header.contentType);
  return [
    ...(isTypeSure ? [] : ['content-type']),
    ...(isFile && header.filename !== header.params.name ? ['content-disposition'] : []),
    ...(!hasOddEscape && isEncodingSure(header.encoding, text)
      ? []
      : ['content-transfer-encoding']),
  ];
}

/**
 * Whether a body looks as the encoding would have made it. A short word may look like base64,
 * but its letters are seldom whole groups of four (RFC 4648 §4).
 */
function isEncodingSure(encoding: string, beginning: string): boolean {
  const isBase64 = BASE64.test(beginning);
  if (encoding === 'quoted-printable') return !isBase64 || beginning.length < MIN_BASE64_CHARS;
  if (encoding !== 'base64') return encoding !== 'uuencode';
  const isCut = beginning.length >= BEGINNING_BYTES;
  return isBase64 && (isCut || beginning.replace(/[\r\n]+/g, '').length % 4 === 0);
}
