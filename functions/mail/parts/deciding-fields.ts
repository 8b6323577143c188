import { readCharsetLabel } from '../charsets/charset-label.ts';
import { decodeAs } from '../charsets/decode-as.ts';
import { lengthOfNotice } from '../repairs/find-lost-boundary.ts';
import type { BodyTap } from './body-tap.ts';
import type { PartHeader } from './part-header.ts';

/** With what begins other characters in UTF-7 and HZ. */
const ASCII = ' !"#$%&()*,-./09:;<=>?@AZ[]^_`az{|}~{V~}+AAo-';
/** Lines of prose have blanks. */
const BASE64 = /^[A-Za-z0-9+/=\r\n]*$/;
const DELIMITER = /^--([^\r\n]{1,200})\r*\n/;
const TAG = /^(?:\xef\xbb\xbf)?\s*</;

/**
 * The header fields without which a body like this could be read otherwise. If the signature of a mail does not cover
 * them, whoever sends it again may choose what they say, and so make quoted words the author's. A body that begins
 * with a delimiter or a tag says itself what it is.
 */
export function decidingFields(
  header: PartHeader,
  { beginning, hasOddEscape }: Pick<BodyTap, 'beginning' | 'hasOddEscape'>,
): string[] {
  const text = beginning.toString('latin1');
  const isBase64 = header.encoding === 'base64';
  const isEncodingSure =
    !hasOddEscape && header.encoding !== 'uuencode' && (!isBase64 || BASE64.test(text));
  const decoded = isBase64 ? Buffer.from(text, 'base64').toString('latin1') : text;
  return [
    ...(isTypeSure(header, decoded) ? [] : ['content-type']),
    ...(isEncodingSure ? [] : ['content-transfer-encoding']),
  ];
}

function isTypeSure({ contentType, params }: PartHeader, text: string): boolean {
  const boundary = DELIMITER.exec(text.slice(lengthOfNotice(text)))?.[1]?.trimEnd();
  if (contentType.startsWith('multipart/'))
    return boundary !== undefined && boundary === params.boundary?.trimEnd();
  if (boundary !== undefined) return false;
  if (!contentType.startsWith('text/')) return true;
  const charset = readCharsetLabel(params.charset);
  const keepsAscii = charset === undefined || decodeAs(Buffer.from(ASCII), charset) === ASCII;
  return keepsAscii && contentType === (TAG.test(text) ? 'text/html' : 'text/plain');
}
