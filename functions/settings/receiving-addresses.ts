import octets from './address-octets.json' with { type: 'json' };

/** Where the deployment receives mail, from its configuration. */
export interface ReceivingAddresses {
  /** The configuration's `pipingAddress` first, then its `otherAddresses`; bare and in lower case. */
  addresses: readonly [string, ...string[]];
  /** `receivesWholeDomain`: every address of this domain. */
  wholeDomain?: string;
}

/** `+` and a token (S2) follow it, and the local part has at most 64 octets (RFC 5321 §4.5.3.1.1). */
const MAX_SENDER_LOCAL_PART_OCTETS = octets.senderLocalPart;

/**
 * Parses the variable `RECEIVES_AT`: addresses, then perhaps a domain, separated by blanks, as in SES's receipt rules.
 * @throws Error without any address; the stack always gives one.
 */
export function parseReceivesAt(text: string): ReceivingAddresses {
  const places = text.trim().toLowerCase().split(/ +/);
  const [first, ...others] = places.filter((place) => place.includes('@'));
  if (first === undefined) throw new Error(`RECEIVES_AT names no address: "${text}"`);
  const wholeDomain = places.find((place) => !place.includes('@'));
  return { addresses: [first, ...others], ...(wholeDomain !== undefined && { wholeDomain }) };
}

/** Why mail cannot leave from `address`, with the possible addresses (R4); undefined: it can. */
export function checkSenderAddress(
  address: string,
  { addresses, wholeDomain }: ReceivingAddresses,
  mailboxes: readonly { address: string }[],
): string | undefined {
  const localPart = address.slice(0, address.lastIndexOf('@'));
  if (localPart.includes('+')) return `"${address}" has a plus part, which is kept for the token`;
  if (Buffer.byteLength(localPart) > MAX_SENDER_LOCAL_PART_OCTETS) {
    return `"${address}" has more than ${MAX_SENDER_LOCAL_PART_OCTETS} octets before the @: the token behind the plus needs the rest of 64`;
  }
  const possible = [...new Set([...addresses, ...mailboxes.map((mailbox) => mailbox.address)])];
  if (possible.includes(address) || isOfDomain(address, wholeDomain)) return undefined;
  const anyOfDomain = wholeDomain === undefined ? '' : `, or any address of ${wholeDomain}`;
  return `replies to "${address}" would not come here: possible are ${possible.join(', ')}${anyOfDomain}; others need otherAddresses or receivesWholeDomain in the configuration, and a deployment, before their mailbox is put in`;
}

function isOfDomain(address: string, domain: string | undefined): boolean {
  return domain !== undefined && address.endsWith(`@${domain}`);
}
