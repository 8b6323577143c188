import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Canary } from '../../../steps/operating/ports.ts';
import { putMessage } from './put-message.ts';

const queued = z.object({
  canary: z.object({ id: z.string(), from: z.string(), to: z.string(), sentAt: z.number() }),
});

/** `{"canary": {id, from, to, sentAt}}`: looked for when the queue's delay is over. */
export const createCanaryQueue = (sqs: SQSClient, queueUrl: string) => ({
  put: (canary: Canary): Promise<void> => putMessage(sqs, queueUrl, { canary: { ...canary } }),
});

export const readQueuedCanary = (body: string): Canary => queued.parse(JSON.parse(body)).canary;
