import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SpooledMail } from '../../steps/polling/ports.ts';

/** As much of a header as mail may have (mail/limits.ts, `maxHeaderBlockBytes`); what comes after it says little. */
const MAX_HEADER_BYTES = 256 * 1024;

/** A header block in memory, for a mail that is not taken itself. */
export function spoolHeader(header: Buffer, wholeBytes: number): SpooledMail {
  const octets = header.subarray(0, MAX_HEADER_BYTES);
  return {
    wholeBytes,
    sha256: createHash('sha256').update(octets).digest('hex'),
    open: () => Readable.from([octets]),
  };
}
