import type { Agent } from '../../conversations/people/people.ts';
import { isPipingAddress } from '../../mail/addresses.ts';
import type { PeopleStore } from '../chatting/ports.ts';

/**
 * Why this cannot be the piping address; undefined: it can. It is nobody's (R13): the agent's mail would be ignored as our own, and none sent
 * to them.
 */
export async function refuseOfStaff(
  senderAddress: string,
  people: Pick<PeopleStore, 'listStaff'>,
): Promise<string | undefined> {
  const owner = findOwner(await people.listStaff(), senderAddress);
  return (
    owner &&
    `"${senderAddress}" is an address of the agent "${owner.agentId}": nobody may be registered with the piping address`
  );
}

/** The agent who is registered with the piping address or a form of it. */
export const findOwner = <Staff extends Agent>(
  staff: Staff[],
  senderAddress: string,
): Staff | undefined =>
  staff.find(({ email, aliases }) =>
    [email, ...aliases].some((address) => isPipingAddress(address, senderAddress)),
  );
