import { askOnce } from '../ask-once.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { Happening } from './ports.ts';
import { type PublishPorts, publishEvent } from './publish-event.ts';

/** For one batch of what happened: whoever is to be told of it was there before the batch was, and stands in a list that is read once. */
export const listingOnce = <Ports extends PublishPorts>(ports: Ports): Ports => ({
  ...ports,
  webhooks: { ...ports.webhooks, list: askOnce(() => ports.webhooks.list()) },
});

type Ports = PublishPorts & { people: Pick<PeopleStore, 'ownersOf'> };

/** What one change of an item tells of, in order. */
export async function publishHappenings(happenings: Happening[], ports: Ports): Promise<void> {
  for (const happening of happenings) await publishHappening(happening, ports);
}

/** An event; that an address is written to no more is one for each user whose own it is (S16). */
async function publishHappening(happening: Happening, ports: Ports): Promise<void> {
  const { at } = happening;
  if ('subject' in happening) return publishEvent(happening.subject, at, ports);
  const { userIds } = await ports.people.ownersOf(happening.suppressed);
  for (const userId of userIds) {
    const change = { type: 'user.updated', change: 'suppression', occasion: at } as const;
    await publishEvent({ ...change, userId }, at, ports);
  }
}
