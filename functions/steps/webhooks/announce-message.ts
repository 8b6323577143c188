import { type PublishPorts, publishEvent } from './publish-event.ts';

/** Tells of a message that the stream has passed over. One that is gone was erased. */
export async function announceMessage(messageId: string, ports: PublishPorts): Promise<void> {
  const message = await ports.conversations.findMessage(messageId);
  if (!message) return;
  const { conversationId, createdAt } = message;
  await publishEvent({ type: 'message.created', conversationId, messageId }, createdAt, ports);
}
