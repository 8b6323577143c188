import * as z from 'zod';
import type { WebhookTester } from '../../../steps/webhooks/ports.ts';
import { callFunction } from '../call-function.ts';

/** What `deliver-webhooks` answers. */
const testResult = z.object({
  eventId: z.string(),
  delivered: z.boolean(),
  status: z.number().optional(),
  error: z.string().optional(),
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
    return answer === null ? undefined : testResult.parse(answer);
  },
});
