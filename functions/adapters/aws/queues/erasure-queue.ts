import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { ErasureQueue } from '../../../steps/erasing/ports.ts';
import { putMessage } from './put-message.ts';

/** Erasures that have something to do. */
export const createErasureQueue = (sqs: SQSClient, queueUrl: string): ErasureQueue => ({
  put: (erasureId, delaySeconds) =>
    putMessage(sqs, queueUrl, { erasureId }, (delaySeconds ?? 0) * 1000),
});

const queued = z.object({ erasureId: z.string() });

/** The body of a message of ErasureQueue. */
export const readQueuedErasure = (body: string) => queued.parse(JSON.parse(body)).erasureId;
