import { describe, expect, it } from 'vitest';
import { readWebhookOrder } from '../../../../functions/adapters/aws/queues/webhook-queue.ts';

describe('readWebhookOrder', () => {
  it('throws for an attempt as version 0.1.0 queued it, so that it is in the dead letters', () => {
    const attempt = { webhookId: 'w-1', eventId: 'e-1' };
    expect(readWebhookOrder(JSON.stringify({ ...attempt, attempts: 0 }))).toMatchObject(attempt);
    expect(() => readWebhookOrder(JSON.stringify(attempt))).toThrow('message of WebhookQueue');
  });
});
