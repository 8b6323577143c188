import libmime from 'libmime';
import { decodeWords } from '../decode-words.ts';
import { headerValues, readHeaderFields } from '../header-fields.ts';
import { repairContentType } from '../repairs/repair-content-type.ts';
import { repairParameters } from '../repairs/repair-parameters.ts';
import { repairTransferEncoding } from '../repairs/repair-transfer-encoding.ts';
import { unescapeUrl } from '../unescape-url.ts';

/** Characters of a MIME header field that are read for parameters. */
const MAX_STRUCTURED_CHARACTERS = 16 * 1024;

/** What a part's header says about its body (RFC 2045). Parameter names are lower-cased. */
export interface PartHeader {
  /** `type/subtype`, lower-cased. */
  contentType: string;
  params: Record<string, string>;
  /** `base64`, `quoted-printable`, `uuencode`, or another word, which leaves the octets as they are. */
  encoding: string;
  disposition?: string;
  /** As the sender wrote it: decoded, but not cleaned. */
  filename?: string;
  /** Without brackets. */
  contentId?: string;
}

/**
 * Reads a part's header block. Without a Content-Type a part is text, in a digest a message
 * (RFC 2046 §5.1.5). `charset`: of the mail's text, in which some programs write raw file names.
 */
export function readPartHeader(block: Buffer, container?: string, charset?: string): PartHeader {
  const fields = { headerFields: readHeaderFields(block, charset) };
  const first = (name: string) => decodeWhole(readStart(headerValues(fields, name)[0]));
  const fallback = container === 'digest' ? 'message/rfc822' : 'text/plain';
  const type = parseStructured(
    repairParameters(repairContentType(first('content-type') || fallback)),
  );
  const disposition = parseStructured(repairParameters(first('content-disposition') ?? ''));
  return {
    contentType: type.value,
    params: type.params,
    // if repeated, the encoding that changes something is meant
    encoding: repairTransferEncoding(
      headerValues(fields, 'content-transfer-encoding')
        .join(' ')
        .slice(0, MAX_STRUCTURED_CHARACTERS),
    ),
    disposition: disposition.value.toLowerCase() || undefined,
    filename:
      nameOf(disposition, 'filename') ||
      nameOf(type, 'name') ||
      nameOf(disposition, 'name') ||
      nameOf(type, 'filename') ||
      describedName(type.value, first('content-description') ?? first('content-location')),
    contentId: first('content-id')?.replace(/[<>\s]/g, '') || undefined,
  };
}

/** Blanks that a relaxed signature does not cover (RFC 6376 §3.4.4) must not push a parameter beyond what is read. */
const readStart = (value: string | undefined) =>
  value !== undefined && value.length > MAX_STRUCTURED_CHARACTERS
    ? value.replace(/\s+/g, ' ').slice(0, MAX_STRUCTURED_CHARACTERS)
    : value;

/** Some programs encode a parameter's name together with its value (RFC 2047 §5 forbids both). */
function decodeWhole(value: string | undefined): string | undefined {
  return value !== undefined && /^(?:[^"]{0,100};)?\s*=\?/.test(value) ? decodeWords(value) : value;
}

/** A file's name from Content-Description, when no parameter has it: `Content-Description: offer.pdf`. */
function describedName(contentType: string, description = ''): string | undefined {
  if (/^(?:text|multipart|message)\//.test(contentType)) return undefined;
  const name = decodeWords(description).trim();
  return /^[^\\/:<>]{1,150}\.[a-z0-9]{2,5}$/i.test(name) ? name : undefined;
}

type Structured = ReturnType<typeof parseStructured>;

/** `value; key=value` with comments, quoted strings and RFC 2231 continuations. */
export function parseStructured(value: string) {
  return libmime.parseHeaderValue(value, { stripComments: true });
}

/**
 * A file's name. RFC 2231 forms are decoded by the parser; encoded words are not, which RFC 2047 forbids in parameters but clients write.
 */
function nameOf(structured: Structured, param: string): string | undefined {
  const name = structured.params[param];
  if (name === undefined) return undefined;
  // a value in RFC 2231 form that lacks its charset is not decoded by the parser
  if (structured.decodedParams.includes(param)) return decodeExtended(name);
  return decodeExtended(decodeWords(name)).replace(/^'([^']*)'$/, '$1');
}

/** Decodes `utf-8''%E2%82%AC.pdf` under a name without the star (RFC 2231 §4), or escapes that can only be UTF-8. */
function decodeExtended(name: string): string {
  const isEscaped = /%[c-f][\da-f]%[89ab][\da-f]/i.test(name);
  const encoded = /^utf-8'[a-z-]{0,20}'(.*)$/is.exec(name)?.[1] ?? (isEscaped ? name : undefined);
  return encoded === undefined ? name : (unescapeUrl(encoded) ?? name);
}
