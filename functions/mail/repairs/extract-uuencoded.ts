import libmime from 'libmime';
import { decodeUuLine } from '../transfer/uuencode-decoder.ts';

/** Files that are taken out of one text. */
const MAX_FILES = 50;
const BEGIN = /^begin(-base64)? 0?[0-7]{3} +(\S.{0,250})$/;
const BASE64_LINE = /^[A-Za-z0-9+/]{1,100}={0,2}$/;

export interface UuencodedFile {
  filename: string;
  contentType: string;
  octets: Buffer;
}

/**
 * Takes uuencoded files out of a text, in Base64, too (POSIX.1 uuencode -m).
 * A `begin` without an end, or with other lines below, is somebody's words.
 */
export function extractUuencoded(text: string): { rest: string; files: UuencodedFile[] } {
  if (!/^begin(?:-base64)? 0?[0-7]{3} /m.test(text)) return { rest: text, files: [] };
  const lines = text.split('\n');
  const files: UuencodedFile[] = [];
  const rest: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const found = files.length < MAX_FILES ? readFile(lines, at) : undefined;
    if (found) files.push(found.file);
    else rest.push(lines[at] ?? '');
    at = found?.last ?? at;
  }
  return { rest: rest.join('\n'), files };
}

/** The file that begins on this line, and the index of its last line. */
function readFile(lines: string[], at: number): { file: UuencodedFile; last: number } | undefined {
  const [, isBase64, filename = ''] = BEGIN.exec((lines[at] ?? '').trimEnd()) ?? [];
  const block = filename === '' ? undefined : readBlock(lines, at + 1, isBase64 ? BASE64 : UU);
  const contentType = libmime.detectMimeType(filename) || 'application/octet-stream';
  return block && { file: { filename, contentType, octets: block.octets }, last: block.last };
}

interface Form {
  end: string;
  /** Undefined when this is not a line of this form. */
  decode(line: string): Buffer | undefined;
}
const UU: Form = { end: 'end', decode: decodeUuLine };
const BASE64: Form = {
  end: '====',
  decode: (line) => (BASE64_LINE.test(line) ? Buffer.from(line, 'base64') : undefined),
};

/** The octets from line `start` up to the end line, and its index. */
function readBlock(
  lines: string[],
  start: number,
  { end, decode }: Form,
): { octets: Buffer; last: number } | undefined {
  const pieces: Buffer[] = [];
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trimEnd() === end && pieces.length > 0)
      return { octets: Buffer.concat(pieces), last: at };
    const piece = line.trim() === '' ? Buffer.alloc(0) : decode(line.trimEnd());
    if (!piece) return undefined;
    pieces.push(piece);
  }
  return undefined;
}
