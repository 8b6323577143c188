/** Undoes a Content-Transfer-Encoding, slice by slice (RFC 2045 §6). Broken input never throws: what cannot be decoded is left out. */
export interface TransferDecoder {
  write(octets: Buffer): Buffer;
  end(): Buffer;
}
