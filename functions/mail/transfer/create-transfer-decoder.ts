import { Base64Decoder } from './base64-decoder.ts';
import { QuotedPrintableDecoder } from './quoted-printable-decoder.ts';
import type { TransferDecoder } from './transfer-decoder.ts';

/** The decoder of a Content-Transfer-Encoding; what is none that we know stays as it is. */
export function createTransferDecoder(encoding: string): TransferDecoder {
  if (encoding === 'base64') return new Base64Decoder();
  if (encoding === 'quoted-printable') return new QuotedPrintableDecoder();
  return { write: (octets) => octets, end: () => Buffer.alloc(0) };
}
