import { type PublishPorts, publishEvent } from './publish-event.ts';

/** Publishes the event of a message that the stream has missed. A message that is gone was erased. */
export async function announceMessage(messageId: string, ports: PublishPorts): Promise<void> {
  const message = await ports.conversations.findMessage(messageId);
  if (!message) return;
  const { conversationId, createdAt } = message;
  await publishEvent({ type: 'message.created', conversationId, messageId }, createdAt, ports);
}
