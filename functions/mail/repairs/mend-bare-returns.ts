const LF = 10;
const CR = 13;

/**
 * Turns lines that end in CR alone, as on old Macs, into lines that end in LF; of LF CR the CR is
 * dropped. The first block decides for the whole mail: if it has any other line ends, nothing is changed.
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

/** Whether every LF is followed by a CR. At the end of the block the CR may be missing. */
function isReversed(block: Buffer): boolean {
  for (let lf = block.indexOf(LF); lf >= 0; lf = block.indexOf(LF, lf + 1))
    if (lf + 1 < block.length && block[lf + 1] !== CR) return false;
  return true;
}
