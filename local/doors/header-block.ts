/** One field of a header block, octets as characters (latin1). */
export interface HeaderField {
  name: string;
  /** Unfolded and trimmed. */
  value: string;
  /** As written, with its line ends. */
  raw: string;
}

/** The fields of a header block, in order. A line that is no field is kept as a field without a name. */
export function splitFields(block: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of splitLines(block)) {
    const last = fields.at(-1);
    if ((line.startsWith(' ') || line.startsWith('\t')) && last) {
      last.raw += line;
      last.value = `${last.value} ${line.trim()}`.trim();
    } else {
      const colon = line.indexOf(':');
      fields.push({
        name: line.slice(0, Math.max(0, colon)).trim(),
        value: line.slice(colon + 1).trim(),
        raw: line,
      });
    }
  }
  return fields;
}

function splitLines(block: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf('\n', start);
    const next = end < 0 ? block.length : end + 1;
    lines.push(block.slice(start, next));
    start = next;
  }
  return lines;
}

/** Offset behind the header block's last line end, before the empty line; -1 while it is incomplete. */
export function endOfHeader(raw: Buffer): number {
  if (raw.subarray(0, 2).equals(CRLF) || raw[0] === LF) return 0;
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1)) {
    if (raw[at + 1] === LF || raw.subarray(at + 1, at + 3).equals(CRLF)) return at + 1;
  }
  return -1;
}

const LF = 0x0a;
const CRLF = Buffer.from('\r\n');
