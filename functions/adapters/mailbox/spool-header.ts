import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MAIL_LIMITS } from '../../mail/limits.ts';
import type { SpooledMail } from '../../steps/polling/ports.ts';

/** Holds the header block of a mail that is too large to be fetched, in memory; more than a mail may have is cut. */
export function spoolHeader(header: Buffer, wholeBytes: number): SpooledMail {
  const octets = header.subarray(0, MAIL_LIMITS.maxHeaderBlockBytes);
  return {
    wholeBytes,
    spooledBytes: octets.length,
    sha256: hash('sha256', octets),
    open: () => Readable.from([octets]),
  };
}
