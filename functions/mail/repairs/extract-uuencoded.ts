import libmime from 'libmime';
import { decodeUuLine } from '../transfer/uuencode-decoder.ts';

/** Files that are taken out of one text. */
const MAX_FILES = 50;
const BEGIN = /^begin 0?[0-7]{3} +(\S.{0,250}?) *$/;

export interface UuencodedFile {
  filename: string;
  contentType: string;
  octets: Buffer;
}

/** Takes uuencoded files out of a text; a `begin` that no `end` follows, or with other lines between, is somebody's words. */
export function extractUuencoded(text: string): { rest: string; files: UuencodedFile[] } {
  if (!/^begin 0?[0-7]{3} /m.test(text)) return { rest: text, files: [] };
  const lines = text.split('\n');
  const files: UuencodedFile[] = [];
  const rest: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const name = files.length < MAX_FILES ? BEGIN.exec(lines[at] ?? '')?.[1] : undefined;
    const block = name === undefined ? undefined : readBlock(lines, at + 1);
    if (name === undefined || !block) rest.push(lines[at] ?? '');
    else {
      const contentType = libmime.detectMimeType(name) || 'application/octet-stream';
      files.push({ filename: name, contentType, octets: block.octets });
      at = block.last;
    }
  }
  return { rest: rest.join('\n'), files };
}

/** The octets of the lines from `start` to `end`. */
function readBlock(lines: string[], start: number): { octets: Buffer; last: number } | undefined {
  const pieces: Buffer[] = [];
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trimEnd() === 'end') return { octets: Buffer.concat(pieces), last: at };
    const piece = line.trim() === '' ? Buffer.alloc(0) : decodeUuLine(line);
    if (!piece) return undefined;
    pieces.push(piece);
  }
  return undefined;
}
