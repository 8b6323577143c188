const LF = 10;
const SAMPLED_BYTES = 512;
/** Mail has lines of about 76 octets. Below 24, native search costs more than a loop over the octets. */
const MIN_USUAL_LINE_BYTES = 24;

/**
 * Whether a block begins with very short lines, for which one string operation each would be slow.
 * Hostile mail consists of them. A block that becomes dense later costs up to about four times as much.
 */
export function isLineDense(octets: Buffer): boolean {
  const end = Math.min(octets.length, SAMPLED_BYTES);
  let count = 0;
  for (let at = 0; at < end; at++) if (octets[at] === LF) count++;
  return count * MIN_USUAL_LINE_BYTES > end;
}
