import type { PeopleStore } from '../chatting/ports.ts';
import { memoise } from '../memoise.ts';
import type { Happening } from './ports.ts';
import { type PublishPorts, publishEvent } from './publish-event.ts';

/** Reads the list of webhooks once for a batch of stream records: a webhook that must hear of them existed before the batch. */
export const readWebhooksOnce = <Ports extends PublishPorts>(ports: Ports): Ports => ({
  ...ports,
  webhooks: { ...ports.webhooks, list: memoise(() => ports.webhooks.list()) },
});

type Ports = PublishPorts & { people: Pick<PeopleStore, 'ownersOf'> };

/** Publishes what one change of an item means, in order. */
export async function publishHappenings(happenings: Happening[], ports: Ports): Promise<void> {
  for (const happening of happenings) await publishHappening(happening, ports);
}

/** Publishes one event; a suppressed address becomes one `user.updated` for each user who owns it (S16). */
async function publishHappening(happening: Happening, ports: Ports): Promise<void> {
  const { at } = happening;
  if ('subject' in happening) return publishEvent(happening.subject, at, ports);
  const { userIds } = await ports.people.ownersOf(happening.suppressed);
  for (const userId of userIds) {
    const change = { type: 'user.updated', change: 'suppression', occasion: at } as const;
    await publishEvent({ ...change, userId }, at, ports);
  }
}

/** Publishes the event of a message that the stream has missed. A message that is gone was erased. */
export async function announceMessage(messageId: string, ports: PublishPorts): Promise<void> {
  const message = await ports.conversations.findMessage(messageId);
  if (!message) return;
  const { conversationId, createdAt } = message;
  await publishEvent({ type: 'message.created', conversationId, messageId }, createdAt, ports);
}
