import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { WebhookTester } from '../../../steps/webhooks/ports.ts';
import { boundedInvocations } from '../bounded-calls.ts';

/** What `deliver-webhooks` answers. */
const testResult = z.object({
  eventId: z.string(),
  delivered: z.boolean(),
  status: z.number().optional(),
  error: z.string().optional(),
});

/** Asks `deliver-webhooks` itself: it alone may read the secrets of webhooks. */
export function createWebhookTester(functionName: string): WebhookTester {
  const lambda = new LambdaClient(boundedInvocations());
  return {
    async test(webhookId, eventId) {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: JSON.stringify({ test: { webhookId, eventId } }),
        }),
      );
      const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
      if (FunctionError !== undefined) {
        return { eventId, delivered: false, error: 'deliver-webhooks gave no answer: see its log' };
      }
      return answer === null ? undefined : testResult.parse(answer);
    },
  };
}
