import { isLineDense } from './line-density.ts';
import type { TransferDecoder } from './transfer-decoder.ts';

/** How often base64 may restart behind padding, where several encoded texts were joined. What follows the last is left out. */
const MAX_RESTARTS = 100;

const PADDING = 61;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const OUTSIDE_ALPHABET = /[^A-Za-z0-9+/]/;
/** 1 for characters that encode something, 2 for padding, 0 for all others, which are ignored (RFC 2045 §6.8). */
const KINDS = new Uint8Array(256);
for (const character of ALPHABET) KINDS[character.charCodeAt(0)] = 1;
KINDS[PADDING] = 2;

/** Decodes base64 slice by slice: natively where possible, octet by octet where the input is irregular. */
export class Base64Decoder implements TransferDecoder {
  /** Up to three characters of an incomplete group. */
  #held = '';
  #isBehindPadding = false;
  #restartCount = 0;
  /** Reused for every slice. */
  #scratch = Buffer.alloc(0);

  write(octets: Buffer): Buffer {
    const isOrdinary = !this.#isBehindPadding && !isLineDense(octets);
    return (isOrdinary ? this.#writeText(octets) : undefined) ?? this.#writeOctets(octets);
  }

  end(): Buffer {
    const last = Buffer.from(this.#held, 'base64');
    this.#held = '';
    return last;
  }

  /**
   * Undefined when the slice has other characters than base64 and line ends:
   * then the native decoder returns fewer octets than the groups hold.
   */
  #writeText(octets: Buffer): Buffer | undefined {
    const text = this.#held + octets.toString('latin1').replace(/[\r\n]+/g, '');
    const whole = text.length - (text.length % 4);
    const decoded = Buffer.from(text.slice(0, whole), 'base64');
    const rest = text.slice(whole);
    if (decoded.length !== (whole / 4) * 3 || OUTSIDE_ALPHABET.test(rest)) return undefined;
    this.#held = rest;
    return decoded;
  }

  #decodeGroups(text: string): Buffer {
    const whole = text.length - (text.length % 4);
    this.#held = text.slice(whole);
    return Buffer.from(text.slice(0, whole), 'base64');
  }

  #writeOctets(octets: Buffer): Buffer {
    if (this.#scratch.length < octets.length) this.#scratch = Buffer.allocUnsafe(octets.length);
    const pieces: Buffer[] = [];
    let length = 0;
    for (let at = 0; at < octets.length && this.#restartCount <= MAX_RESTARTS; at++) {
      const octet = octets[at] ?? 0;
      const kind = KINDS[octet];
      if (kind === 2) this.#isBehindPadding = true;
      if (kind !== 1) continue;
      if (this.#isBehindPadding) {
        pieces.push(this.#decodeGroups(this.#takeScratch(length)), this.end());
        length = 0;
        this.#isBehindPadding = false;
        this.#restartCount += 1;
      }
      this.#scratch[length++] = octet;
    }
    pieces.push(this.#decodeGroups(this.#takeScratch(length)));
    return Buffer.concat(pieces);
  }

  #takeScratch(length: number): string {
    return this.#held + this.#scratch.toString('latin1', 0, length);
  }
}
