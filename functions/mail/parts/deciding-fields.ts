import { readCharsetLabel } from '../charsets/charset-label.ts';
import { decodeAs } from '../charsets/decode-as.ts';
import { lengthOfNotice } from '../repairs/find-lost-boundary.ts';
import type { BodyTap } from './body-tap.ts';
import type { PartHeader } from './part-header.ts';

/** With what begins other characters in UTF-7 and HZ. */
const ASCII = ' !"#$%&()*,-./09:;<=>?@AZ[]^_`az{|}~{V~}+AAo-';
/** Lines of prose have blanks. */
const BASE64 = /^[A-Za-z0-9+/=\r\n]*$/;
/** A delimiter line, and below it a field that programs write first in a part. "-----Original Message-----" is text. */
const DELIMITER = /^--([^\r\n]{0,199}\S)[ \t]{0,20}\r*\n(?=content-|mime-version:|x-)/i;

/**
 * The header fields without which a body like this could be read otherwise. If the signature of a mail does not cover
 * them, whoever sends it again may choose what they say, and so make quoted words the author's. A body that begins
 * with a delimiter says itself what it is, and its parts how they are encoded. What a text shows stands in `addText`.
 */
export function decidingFields(
  header: PartHeader,
  { beginning, hasOddEscape }: Pick<BodyTap, 'beginning' | 'hasOddEscape'>,
): string[] {
  const text = beginning.toString('latin1');
  const boundary = DELIMITER.exec(text.slice(lengthOfNotice(text)))?.[1];
  if (header.contentType.startsWith('multipart/'))
    return boundary !== undefined && boundary === header.params.boundary?.trimEnd()
      ? []
      : ['content-type'];
  const isBase64 = header.encoding === 'base64';
  const isEncodingSure =
    !hasOddEscape && header.encoding !== 'uuencode' && (!isBase64 || BASE64.test(text));
  return [
    ...(boundary === undefined && isTypeSure(header) ? [] : ['content-type']),
    ...(isEncodingSure ? [] : ['content-transfer-encoding']),
  ];
}

/** A type that is no text may be unknown, and is then shown as text, too. */
function isTypeSure({ contentType, params }: PartHeader): boolean {
  const charset = readCharsetLabel(params.charset);
  const keepsAscii = charset === undefined || decodeAs(Buffer.from(ASCII), charset) === ASCII;
  return keepsAscii && /^(?:text\/(?:plain|html)$|(?!text\/))/.test(contentType);
}
