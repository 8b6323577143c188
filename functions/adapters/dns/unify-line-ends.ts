const LF = 10;
const CR = 13;

/** RFC 5322 §2.1.1 allows 998 octets, and some programs write more. The library's cost grows with the square of a line's length. */
const MAX_LINE_BYTES = 64 * 1024;

/** The mail has a line that is too long, so its signatures are not checked. */
export class LineTooLong extends Error {
  constructor() {
    super(`a line is longer than ${MAX_LINE_BYTES} octets`);
    this.name = 'LineTooLong';
  }
}

/** Turns every line end into CRLF: mailboxes store LF, and signatures are made over CRLF (RFC 6376 §3.4). */
export async function* unifyLineEnds(
  blocks: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  let last = 0;
  let lineBytes = 0;
  for await (const block of blocks) {
    // A line within one block is short enough, because no block is longer than the limit.
    const firstEnd = block.indexOf(LF);
    lineBytes += firstEnd < 0 ? block.length : firstEnd;
    if (lineBytes > MAX_LINE_BYTES) throw new LineTooLong();
    if (firstEnd >= 0) lineBytes = block.length - block.lastIndexOf(LF) - 1;
    yield withReturns(block, last);
    last = block.at(-1) ?? last;
  }
}

/** `before`: the last octet of the previous block. */
function withReturns(block: Buffer, before: number): Buffer {
  const missing = countBareLineFeeds(block, before);
  if (missing === 0) return block;
  const unified = Buffer.allocUnsafe(block.length + missing);
  let last = before;
  let length = 0;
  for (let at = 0; at < block.length; at++) {
    const octet = block[at] ?? 0;
    if (octet === LF && last !== CR) unified[length++] = CR;
    unified[length++] = octet;
    last = octet;
  }
  return unified;
}

function countBareLineFeeds(block: Buffer, before: number): number {
  let count = 0;
  let last = before;
  for (let at = 0; at < block.length; at++) {
    const octet = block[at] ?? 0;
    if (octet === LF && last !== CR) count++;
    last = octet;
  }
  return count;
}
