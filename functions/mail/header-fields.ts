import { decodeCharset } from './charsets/decode-charset.ts';
import type { HeaderField } from './message.ts';

/** Fields that are read of one header block. The octets of the block are bounded, too. */
export const MAX_HEADER_FIELDS = 20_000;

const ESCAPE = String.fromCharCode(0x1b);

/** A field name is printable ASCII without a colon (RFC 5322 §2.2). A blank before the colon is obsolete, but occurs. */
const FIELD_NAME = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;

/**
 * Reads the fields of a header block, top first; lines that are no field are skipped. Values are unfolded.
 * Encoded words stay, because they may be decoded only after parsing (RFC 2047 §6.2). Raw eight-bit text
 * is read as UTF-8, else in `charset`, the charset of the body, which programs use for the header, too.
 */
export function readHeaderFields(block: Buffer, charset?: string): HeaderField[] {
  const fields: HeaderField[] = [];
  let lines: string[] = [];
  for (const line of linesOf(block.toString('latin1'))) {
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

/** The fields of a mail of which these are the first octets. */
export function readHeaderOf(octets: Buffer): HeaderField[] {
  const end = octets.toString('latin1').search(/\r?\n\r?\n/);
  return readHeaderFields(end < 0 ? octets : octets.subarray(0, end));
}

/** Lines without their ends; some servers write more than one CR. Not by `/\r*\n/`: it tries every CR of a run that has no LF behind it. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const unended = lines.pop() ?? '';
  return [...lines.map(withoutReturns), unended];
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}

function addField(fields: HeaderField[], lines: string[], charset: string | undefined): void {
  const found = FIELD_NAME.exec(lines[0] ?? '');
  if (!found?.[1]) return;
  const value = lines.join('').slice(found[0].length);
  // Trims only decoded text: the octet of a no-break space in one charset is half of a letter in another.
  fields.push({ name: found[1].toLowerCase(), value: readEightBit(value, charset).trim() });
}

/** Decodes each field by itself: a forwarder's UTF-8 may stand above an old client's windows-1252. */
function readEightBit(value: string, charset: string | undefined): string {
  if (/[\x80-\xff]/.test(value)) return decodeCharset(Buffer.from(value, 'latin1'), charset);
  // ISO-2022-JP (RFC 1468) has only seven-bit octets
  return value.includes(`${ESCAPE}$`)
    ? decodeCharset(Buffer.from(value, 'latin1'), undefined)
    : value;
}

/** Values of every field with this name, top first. */
export function headerValues(message: { headerFields: HeaderField[] }, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headerFields.filter((field) => field.name === wanted).map((field) => field.value);
}

/** The lower-cased name of the field that begins on this line; undefined when none does. */
export function fieldNameOf(line: string): string | undefined {
  return FIELD_NAME.exec(line)?.[1]?.toLowerCase();
}
