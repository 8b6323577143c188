import { isDelivered, type PostPorts, sendEvent } from './attempt-webhook.ts';
import type { Webhook } from './ports.ts';

export interface TestResult {
  eventId: string;
  delivered: boolean;
  status?: number;
  error?: string;
}

/** Posts one event of the type `webhook.test`, now and once, so that its outcome can be shown. */
export async function testWebhook(
  webhook: Webhook,
  eventId: string,
  ports: PostPorts,
): Promise<TestResult> {
  const at = new Date(ports.clock.now()).toISOString();
  const data = { webhookId: webhook.webhookId };
  const result = await sendEvent(webhook, { eventId, type: 'webhook.test', at }, data, ports);
  return {
    eventId,
    delivered: isDelivered(result),
    ...(result.kind === 'answered' ? { status: result.status } : { error: result.why }),
  };
}
