import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Canary } from '../../../steps/examining/ports.ts';
import { readAs } from '../read-as.ts';
import { putMessage } from './put-message.ts';

const queued = v.object({
  canary: v.object({ id: v.string(), from: v.string(), to: v.string(), sentAt: v.number() }),
});

/** Sends `{"canary": {id, from, to, sentAt}}`; the queue delays it until the canary must have arrived. */
export const createCanaryQueue = (sqs: SQSClient, queueUrl: string) => ({
  put: (canary: Canary): Promise<void> => putMessage(sqs, queueUrl, { canary: { ...canary } }),
});

export const readQueuedCanary = (body: string): Canary =>
  readAs(queued, JSON.parse(body), 'message of CanaryQueue').canary;
