import libmime from 'libmime';
import { decodeWords } from '../decode-words.ts';
import { headerValues, readHeaderFields } from '../header-fields.ts';

/** Characters of a MIME header field that are read for parameters. */
const MAX_STRUCTURED_CHARACTERS = 16 * 1024;

/** What the header of a part says about its body (RFC 2045). Names are lower-cased. */
export interface PartHeader {
  /** `type/subtype`; what is none is `application/octet-stream`. */
  contentType: string;
  params: Record<string, string>;
  /** Transfer encoding. */
  encoding: string;
  disposition?: string;
  /** As the sender wrote it: decoded, not cleaned. */
  filename?: string;
  /** Without brackets. */
  contentId?: string;
}

/** Reads a part's header block. A part without Content-Type is text, in a digest a message (RFC 2046 §5.1.5). */
export function readPartHeader(block: Buffer, container?: string): PartHeader {
  const fields = { headerFields: readHeaderFields(block) };
  const first = (name: string) =>
    headerValues(fields, name)[0]?.slice(0, MAX_STRUCTURED_CHARACTERS);
  const fallback = container === 'digest' ? 'message/rfc822' : 'text/plain';
  const type = parseStructured(first('content-type') || fallback);
  const disposition = parseStructured(first('content-disposition') ?? '');
  const contentType = type.value.toLowerCase();
  return {
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(contentType)
      ? contentType
      : 'application/octet-stream',
    params: type.params,
    encoding: (first('content-transfer-encoding') ?? '').replace(/\(.*/, '').trim().toLowerCase(),
    disposition: disposition.value.toLowerCase() || undefined,
    filename: nameOf(disposition, 'filename') || nameOf(type, 'name') || undefined,
    contentId: first('content-id')?.replace(/[<>\s]/g, '') || undefined,
  };
}

type Structured = ReturnType<typeof parseStructured>;

/** `value; key=value` with comments, quoted strings and RFC 2231 continuations. */
export function parseStructured(value: string) {
  return libmime.parseHeaderValue(value, { stripComments: true });
}

/** A name in RFC 2231 form is decoded already; one with encoded words is not (RFC 2047 forbids it there, clients do it all the same). */
function nameOf(structured: Structured, param: string): string | undefined {
  const name = structured.params[param];
  if (name === undefined || structured.decodedParams.includes(param)) return name;
  return decodeWords(name);
}
