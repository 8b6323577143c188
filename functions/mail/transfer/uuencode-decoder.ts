import { isLineDense } from './line-density.ts';
import type { TransferDecoder } from './transfer-decoder.ts';

const NOTHING = Buffer.alloc(0);
/** Octets of an unfinished line that are held. A uuencoded line has at most 61. */
const MAX_HELD_LINE_BYTES = 1024;

/** The octets of one uuencoded line; undefined when it is none. Its trailing blanks may be missing. */
export function decodeUuLine(line: string): Buffer | undefined {
  // some servers write more than one CR
  const text = line.trimEnd();
  const size = (text.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil((size * 4) / 3);
  if (text === '' || !/^[\x20-\x60]+$/.test(text) || text.length - 1 > needed + 4) return undefined;
  const octets = Buffer.alloc(Math.ceil(size / 3) * 3);
  for (let at = 1, to = 0; at <= needed; at += 4, to += 3) {
    const first = (sixBits(text, at) << 6) | sixBits(text, at + 1);
    const second = (sixBits(text, at + 2) << 6) | sixBits(text, at + 3);
    octets.writeUIntBE((first << 12) | second, to, 3);
  }
  return octets.subarray(0, size);
}

const sixBits = (text: string, at: number) =>
  at < text.length ? (text.charCodeAt(at) - 32) & 63 : 0;

/** Decodes uuencode as a transfer encoding: the lines between `begin` and `end`. */
export class UuencodeDecoder implements TransferDecoder {
  #held = '';
  #isInside = false;

  write(octets: Buffer): Buffer {
    // No program writes lines this short; they would only cost time.
    if (octets.length > MAX_HELD_LINE_BYTES && isLineDense(octets)) return NOTHING;
    const lines = (this.#held + octets.toString('latin1')).split('\n');
    this.#held = (lines.pop() ?? '').slice(0, MAX_HELD_LINE_BYTES);
    return Buffer.concat(lines.map((line) => this.#decode(line)));
  }

  end(): Buffer {
    const last = this.#decode(this.#held);
    this.#held = '';
    return last;
  }

  #decode(line: string): Buffer {
    if (/^begin 0?[0-7]{3} /.test(line)) this.#isInside = true;
    else if (line.trimEnd() === 'end') this.#isInside = false;
    else if (this.#isInside) return decodeUuLine(line) ?? NOTHING;
    return NOTHING;
  }
}
