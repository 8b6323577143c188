import type { PeopleStore } from '../chatting/ports.ts';
import type { Happening } from './ports.ts';
import { type PublishPorts, publishEvent } from './publish-event.ts';

/** An event; that an address is written to no more is one for each user whose own it is (S16). */
export async function publishHappening(
  happening: Happening,
  ports: PublishPorts & { people: Pick<PeopleStore, 'ownersOf'> },
): Promise<void> {
  const { at } = happening;
  if ('subject' in happening) return publishEvent(happening.subject, at, ports);
  const { userIds } = await ports.people.ownersOf(happening.suppressed);
  for (const userId of userIds) {
    const change = { type: 'user.updated', change: 'suppression', occasion: at } as const;
    await publishEvent({ ...change, userId }, at, ports);
  }
}
