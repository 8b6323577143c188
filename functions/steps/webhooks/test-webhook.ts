import { TRIAL_EVENT_TYPE } from '../../conversations/events/event.ts';
import { isDelivered, type PostPorts, sendEvent } from './attempt-webhook.ts';
import type { TestResult, WebhookStore } from './ports.ts';

/** POSTs one `webhook.test` event, once, and returns its outcome; undefined: no such webhook. */
export async function testWebhook(
  webhookId: string,
  eventId: string,
  ports: PostPorts & { webhooks: Pick<WebhookStore, 'find'> },
): Promise<TestResult | undefined> {
  const webhook = await ports.webhooks.find(webhookId);
  if (!webhook) return undefined;
  const at = new Date(ports.clock.now()).toISOString();
  const result = await sendEvent(
    webhook,
    { eventId, type: TRIAL_EVENT_TYPE, at },
    { webhookId },
    ports,
  );
  return {
    eventId,
    delivered: isDelivered(result),
    ...(result.kind === 'answered' ? { status: result.status } : { error: result.why }),
  };
}
