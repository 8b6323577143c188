/** Octets that are read. */
const SAMPLED_BYTES = 4096;
/** Percentage of control characters that text may have. */
const MAX_CONTROL_PERCENT = 1;

/** Whether octets with no text type are text. UTF-16 needs its byte order mark. */
export function looksLikeText(octets: Buffer): boolean {
  const sample = octets.subarray(0, SAMPLED_BYTES);
  if (sample.length === 0) return true;
  const isMarked = [0xfeff, 0xfffe].includes(sample.length > 1 ? sample.readUInt16BE(0) : 0);
  const controls = sample.reduce(
    (count, octet) => (octet < 9 || (octet > 13 && octet < 32 && octet !== 27) ? count + 1 : count),
    0,
  );
  return isMarked || controls * 100 <= sample.length * MAX_CONTROL_PERCENT;
}
