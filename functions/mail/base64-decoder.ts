import type { TransferDecoder } from './transfer-decoder.ts';

const NOTHING = Buffer.alloc(0);
/** How often base64 may begin anew behind padding, as where two encoded texts were joined; what follows then is left out. */
const MAX_RESTARTS = 100;

const PADDING = 61;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** 1 for what encodes something, 2 for padding, 0 for line ends and everything else, which counts for nothing (RFC 2045 §6.8). */
const KINDS = new Uint8Array(256);
for (const character of ALPHABET) KINDS[character.charCodeAt(0)] = 1;
KINDS[PADDING] = 2;

/** Decodes base64 slice by slice: lines are joined octet by octet, whole groups are decoded natively. */
export class Base64Decoder implements TransferDecoder {
  /** Characters that encode something and are not decoded yet; used again for every slice. */
  #scratch = Buffer.alloc(0);
  #length = 0;
  #isBehindPadding = false;
  #restartCount = 0;

  write(octets: Buffer): Buffer {
    this.#makeRoom(octets.length);
    let decoded: Buffer[] | undefined;
    for (let at = 0; at < octets.length; at++) {
      const octet = octets[at] ?? 0;
      const kind = KINDS[octet];
      if (kind === 1) {
        if (this.#isBehindPadding) decoded = this.#restart(decoded);
        if (this.#restartCount > MAX_RESTARTS) break;
        this.#scratch[this.#length++] = octet;
      } else if (kind === 2) this.#isBehindPadding = true;
    }
    const groups = this.#take(
      this.#isBehindPadding ? this.#length : this.#length - (this.#length % 4),
    );
    return decoded ? Buffer.concat([...decoded, groups]) : groups;
  }

  end(): Buffer {
    return this.#take(this.#length);
  }

  #makeRoom(bytes: number): void {
    if (this.#scratch.length >= this.#length + bytes) return;
    const larger = Buffer.allocUnsafe(this.#length + bytes);
    this.#scratch.copy(larger, 0, 0, this.#length);
    this.#scratch = larger;
  }

  #restart(decoded: Buffer[] = []): Buffer[] {
    this.#isBehindPadding = false;
    this.#restartCount += 1;
    decoded.push(this.#take(this.#length));
    return decoded;
  }

  /** Decodes the first characters; the rest moves to the front. */
  #take(count: number): Buffer {
    if (count === 0) return NOTHING;
    const decoded = Buffer.from(this.#scratch.toString('latin1', 0, count), 'base64');
    this.#scratch.copy(this.#scratch, 0, count, this.#length);
    this.#length -= count;
    return decoded;
  }
}
