import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SpooledMail } from '../../steps/polling/ports.ts';

/** The most that a mail's header block may have (mail/limits.ts, `maxHeaderBlockBytes`); the rest is cut. */
const MAX_HEADER_BYTES = 256 * 1024;

/** Holds the header block of a mail that is too large to be fetched, in memory. */
export function spoolHeader(header: Buffer, wholeBytes: number): SpooledMail {
  const octets = header.subarray(0, MAX_HEADER_BYTES);
  return {
    wholeBytes,
    spooledBytes: octets.length,
    sha256: hash('sha256', octets),
    open: () => Readable.from([octets]),
  };
}
