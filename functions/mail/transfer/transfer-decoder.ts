/** Decodes a Content-Transfer-Encoding slice by slice (RFC 2045 §6). Never throws: octets that cannot be decoded are left out. */
export interface TransferDecoder {
  write(octets: Buffer): Buffer;
  end(): Buffer;
}
