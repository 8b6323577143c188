import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Canary } from '../../../steps/operating/ports.ts';

const queued = z.object({
  canary: z.object({ id: z.string(), from: z.string(), to: z.string(), sentAt: z.number() }),
});

/** `{"canary": {id, from, to, sentAt}}`: looked for when the queue's delay is over. */
export const createCanaryQueue = (sqs: SQSClient, queueUrl: string) => ({
  async put(canary: Canary): Promise<void> {
    const MessageBody = JSON.stringify({ canary });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  },
});

export const readQueuedCanary = (body: string): Canary => queued.parse(JSON.parse(body)).canary;
