const LF = 10;
const CR = 13;

/** The blocks with every line end as CRLF: mailboxes store LF, signatures are made over CRLF (RFC 6376 §3.4). */
export async function* unifyLineEnds(
  blocks: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  let last = 0;
  for await (const block of blocks) {
    yield withReturns(block, last);
    last = block.at(-1) ?? last;
  }
}

/** `before` is the octet in front of the block. */
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
