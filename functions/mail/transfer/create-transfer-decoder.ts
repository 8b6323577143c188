import { Base64Decoder } from './base64-decoder.ts';
import { Base64TextDecoder } from './base64-text-decoder.ts';
import { QuotedPrintableDecoder } from './quoted-printable-decoder.ts';
import type { TransferDecoder } from './transfer-decoder.ts';
import { UuencodeDecoder } from './uuencode-decoder.ts';

/**
 * The decoder for a Content-Transfer-Encoding; octets of an unknown one stay as they
 * are. `text` is given for a text part: its charset says which octets it may decode to.
 */
export function createTransferDecoder(
  encoding: string,
  text?: { charset?: string },
): TransferDecoder {
  if (encoding === 'base64')
    return text ? new Base64TextDecoder(text.charset) : new Base64Decoder();
  if (encoding === 'uuencode') return new UuencodeDecoder();
  if (encoding === 'quoted-printable') return new QuotedPrintableDecoder();
  return { write: (octets) => octets, end: () => Buffer.alloc(0) };
}
