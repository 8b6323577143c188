import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { ErasureQueue } from '../../../steps/erasing/ports.ts';

/** Erasures that have something to do. */
export function createErasureQueue(sqs: SQSClient, queueUrl: string): ErasureQueue {
  return {
    async put(erasureId, delaySeconds) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ erasureId }),
          DelaySeconds: delaySeconds,
        }),
      );
    },
  };
}

const queued = z.object({ erasureId: z.string() });

/** The body of a message of ErasureQueue. */
export const readQueuedErasure = (body: string) => queued.parse(JSON.parse(body)).erasureId;
