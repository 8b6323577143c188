const LF = 10;
const CR = 13;

/**
 * Octets whose lines end in nothing but CR, as on machines of the last century: each becomes a LF; of lines that end in LF CR the CR is left
 * out. The first block decides: one whose lines end otherwise stays as it is.
 */
export async function* mendBareReturns(
  blocks: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  let mend: ((block: Buffer) => Buffer) | undefined;
  for await (const block of blocks) {
    mend ??= chooseMend(block);
    yield mend(block);
  }
}

function chooseMend(block: Buffer): (block: Buffer) => Buffer {
  const lf = block.indexOf(LF);
  const cr = block.indexOf(CR);
  if (cr < 0) return (octets) => octets;
  if (lf < 0) return (octets) => octets.map((octet) => (octet === CR ? LF : octet)) as Buffer;
  if (cr === lf + 1 && isReversed(block)) return (octets) => octets.filter(isNoReturn) as Buffer;
  return (octets) => octets;
}

const isNoReturn = (octet: number) => octet !== CR;

/** Every LF has its CR behind it; the last octet may be parted from it. */
function isReversed(block: Buffer): boolean {
  for (let lf = block.indexOf(LF); lf >= 0; lf = block.indexOf(LF, lf + 1))
    if (lf + 1 < block.length && block[lf + 1] !== CR) return false;
  return true;
}
