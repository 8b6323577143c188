const LF = 10;
const CR = 13;

/**
 * Octets whose lines end in nothing but CR, as on machines of the last century: each becomes a LF. A mail with a LF in its first block
 * stays as it is.
 */
export async function* mendBareReturns(
  blocks: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  let isMended: boolean | undefined;
  for await (const block of blocks) {
    isMended ??= !block.includes(LF) && block.includes(CR);
    yield isMended ? (block.map((octet) => (octet === CR ? LF : octet)) as Buffer) : block;
  }
}
