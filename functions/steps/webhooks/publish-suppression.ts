import type { PeopleStore } from '../chatting/ports.ts';
import { type PublishPorts, publishEvent } from './publish-event.ts';

/** That an address is written to no more is news about the users whose own it is (S16). */
export async function publishSuppression(
  address: string,
  at: string,
  ports: PublishPorts & { people: Pick<PeopleStore, 'ownersOf'> },
): Promise<void> {
  const { userIds } = await ports.people.ownersOf(address);
  for (const userId of userIds) {
    const change = { type: 'user.updated', change: 'suppression', occasion: at } as const;
    await publishEvent({ ...change, userId }, at, ports);
  }
}
