import type { Readable } from 'node:stream';

/** Octets of a block: large enough for native search, small enough to keep memory flat. */
export const BLOCK_BYTES = 64 * 1024;

/** The octets of a stream in blocks of 64 KiB whatever its chunks are; the last block is shorter. */
export async function* readBlocks(raw: Readable): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of raw) {
    let octets: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    while (heldBytes + octets.length >= BLOCK_BYTES) {
      const wanted = BLOCK_BYTES - heldBytes;
      held.push(octets.subarray(0, wanted));
      yield held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
      octets = octets.subarray(wanted);
      held = [];
      heldBytes = 0;
    }
    if (octets.length > 0) held.push(octets);
    heldBytes += octets.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
