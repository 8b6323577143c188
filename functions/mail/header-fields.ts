import { decodeCharset } from './charsets/decode-charset.ts';
import type { HeaderField } from './message.ts';

/** Fields that are read of one header block; the block itself is bounded in octets. */
export const MAX_HEADER_FIELDS = 20_000;

const ESCAPE = String.fromCharCode(0x1b);

/** A field name is printable ASCII without colon (RFC 5322 §2.2); a blank before the colon is obsolete, but happens. */
const FIELD_NAME = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;

/**
 * The fields of a header block, top first. Values are unfolded and read as UTF-8, else in the charset of the body; encoded words stay as they stand,
 * because they may be decoded only after parsing (RFC 2047 §6.2). Lines that are no field are passed over. `charset` is that of the body:
 * programs that write raw octets into the header write those of the same charset.
 */
export function readHeaderFields(block: Buffer, charset?: string): HeaderField[] {
  const fields: HeaderField[] = [];
  let lines: string[] = [];
  for (const line of block.toString('latin1').split(/\r*\n/)) {
    if ((line.startsWith(' ') || line.startsWith('\t')) && lines.length > 0) {
      lines.push(line);
      continue;
    }
    addField(fields, lines, charset);
    lines = line === '' ? [] : [line];
    if (fields.length >= MAX_HEADER_FIELDS) return fields;
  }
  addField(fields, lines, charset);
  return fields;
}

function addField(fields: HeaderField[], lines: string[], charset: string | undefined): void {
  const found = FIELD_NAME.exec(lines[0] ?? '');
  if (!found?.[1]) return;
  const value = lines.join('').slice(found[0].length);
  // A no-break space of one charset is half of a letter of another: blanks are trimmed when the text is known.
  fields.push({ name: found[1].toLowerCase(), value: readEightBit(value, charset).trim() });
}

/** Each field by itself: a forwarder's UTF-8 may stand above an old client's windows-1252. */
function readEightBit(value: string, charset: string | undefined): string {
  if (/[\x80-\xff]/.test(value)) return decodeCharset(Buffer.from(value, 'latin1'), charset);
  // Japanese of seven bits (RFC 1468) needs no eighth one
  return value.includes(`${ESCAPE}$`)
    ? decodeCharset(Buffer.from(value, 'latin1'), undefined)
    : value;
}

/** Values of every field of that name, top first. */
export function headerValues(message: { headerFields: HeaderField[] }, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headerFields.filter((field) => field.name === wanted).map((field) => field.value);
}

/** The name of the field that a line begins, lower-cased; undefined: it begins none. */
export function fieldNameOf(line: string): string | undefined {
  return FIELD_NAME.exec(line)?.[1]?.toLowerCase();
}
