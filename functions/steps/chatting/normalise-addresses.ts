import { isPipingAddress, normaliseAddress, type UnmailablePart } from '../../mail/addresses.ts';

/** Normalised addresses, or why one of them is refused. */
export type NormalisedAddresses =
  | { kind: 'normalised'; addresses: string[] }
  | { kind: 'malformed'; index: number }
  /** The piping address, or one of its plus forms (R13). */
  | { kind: 'piping-address'; index: number };

/** An address that no mail can be sent to, refused where mail would go to it. */
export interface UnmailableAddress {
  kind: 'unmailable';
  index: number;
  part: UnmailablePart;
}

/** Normalises the addresses, in order; refuses the piping address, which can be nobody's own (R13). */
export function normaliseAddresses(given: string[], pipingAddress: string): NormalisedAddresses {
  const addresses: string[] = [];
  for (const [index, text] of given.entries()) {
    const address = normaliseAddress(text);
    if (address === undefined) return { kind: 'malformed', index };
    if (pipingAddress !== '' && isPipingAddress(address, pipingAddress)) {
      return { kind: 'piping-address', index };
    }
    addresses.push(address);
  }
  return { kind: 'normalised', addresses };
}
