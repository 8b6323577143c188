import type { Mailbox } from './mailbox-entry.ts';

/** Lower case, with the domain in ASCII: `büro.example` and `xn--bro-hoa.example` are the same. */
function comparable(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = URL.parse(`http://${address.slice(at + 1)}`)?.hostname ?? address.slice(at + 1);
  return `${address.slice(0, at)}@${domain}`.toLowerCase();
}

/**
 * Checks the mailboxes against the sender address; one sentence for each faulty mailbox (R4, R6). Replies go to the sender address, so the
 * polled mailbox must be the one that receives there.
 */
export function checkMailboxAddresses(
  mailboxes: readonly Pick<Mailbox, 'name' | 'address'>[],
  senderAddress: string,
): string[] {
  return mailboxes.flatMap(({ name, address }) => {
    if (senderAddress === '')
      return [`mailbox "${name}": sender-address is not set; give it "${address}"`];
    if (comparable(address) === comparable(senderAddress)) return [];
    return [
      `mailbox "${name}": its address "${address}" is not the sender-address "${senderAddress}", so replies would never come there; poll the mailbox that receives for "${senderAddress}", or change both in this order: name the new address in the configuration (pipingAddress or otherAddresses) and deploy, take mailboxes with another address out, set sender-address, put its mailbox in`,
    ];
  });
}
