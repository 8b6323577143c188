/** Octets that are looked at. */
const SAMPLED_BYTES = 4096;
/** Of a hundred octets, how many may be control characters that no text has. */
const MAX_CONTROL_PERCENT = 1;

/** Whether octets that nobody called text are some: words, not a file. UTF-16 needs its mark. */
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
