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
  const owner = (await people.listStaff()).find(({ email, aliases }) =>
    [email, ...aliases].some((address) => isPipingAddress(address, senderAddress)),
  );
  return (
    owner &&
    `"${senderAddress}" is an address of the agent "${owner.agentId}": nobody may be registered with the piping address`
  );
}
