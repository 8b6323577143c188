import * as v from 'valibot';
import type { WebhookTester } from '../../../steps/webhooks/ports.ts';
import { callFunction } from '../call-function.ts';
import { readAs } from '../read-as.ts';

/** What `deliver-webhooks` answers. */
const testResult = v.object({
  eventId: v.string(),
  delivered: v.boolean(),
  status: v.optional(v.number()),
  error: v.optional(v.string()),
});

/** Asks `deliver-webhooks` itself: it alone may read the secrets of webhooks. */
export const createWebhookTester = (functionName: string): WebhookTester => ({
  async test(webhookId, eventId) {
    const { hasFailed, answer } = await callFunction(functionName, {
      test: { webhookId, eventId },
    });
    if (hasFailed) {
      return { eventId, delivered: false, error: 'deliver-webhooks gave no answer: see its log' };
    }
    return answer === null ? undefined : readAs(testResult, answer, 'answer of deliver-webhooks');
  },
});
