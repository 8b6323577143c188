import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { ErasureQueue } from '../../../steps/erasing/ports.ts';
import { readAs } from '../read-as.ts';
import { putMessage } from './put-message.ts';

/** Queues erasures that have work to do. */
export const createErasureQueue = (sqs: SQSClient, queueUrl: string): ErasureQueue => ({
  put: (erasureId, delaySeconds) => putMessage(sqs, queueUrl, { erasureId }, delaySeconds * 1000),
});

const queued = v.object({ erasureId: v.string() });

/** Parses a message of ErasureQueue. */
export const readQueuedErasure = (body: string) =>
  readAs(queued, JSON.parse(body), 'message of ErasureQueue').erasureId;
