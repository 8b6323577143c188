const LF = 10;
const SAMPLED_BYTES = 512;
/** Mail has lines of some 76 octets; below 24 native search costs more than looking at each octet. */
const MIN_USUAL_LINE_BYTES = 24;

/**
 * Whether a block begins with lines so short that a string operation for each would be dear: hostile mail consists of them. What begins
 * otherwise and turns dense costs more time, but no more than some four times.
 */
export function isLineDense(octets: Buffer): boolean {
  const end = Math.min(octets.length, SAMPLED_BYTES);
  let count = 0;
  for (let at = 0; at < end; at++) if (octets[at] === LF) count++;
  return count * MIN_USUAL_LINE_BYTES > end;
}
