import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

export type RetryLater = (record: SQSRecord) => Promise<void>;

interface Request {
  event: unknown;
  response?: unknown;
}

/**
 * A middleware: what failed of a queue's batch comes again soon, and not after the queue's visibility timeout. Also where the whole
 * invocation failed, such as at a setting that could not be read.
 */
export const hastenRetries = (retryLater: RetryLater) => ({
  after: async ({ event, response }: Request): Promise<void> => {
    const failures = (response as Partial<SQSBatchResponse> | undefined)?.batchItemFailures ?? [];
    const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    const records = queueRecordsOf(event).filter(({ messageId }) => failed.has(messageId));
    await hasten(records, retryLater);
  },
  onError: async ({ event }: Request): Promise<void> => {
    await hasten(queueRecordsOf(event), retryLater);
  },
});

function queueRecordsOf(event: unknown): SQSRecord[] {
  const { Records = [] } = (event ?? {}) as Partial<SQSEvent>;
  return Records.filter(({ eventSource }) => eventSource === 'aws:sqs');
}

/** If it does not succeed, the queue's own timeout brings the message back. */
async function hasten(records: SQSRecord[], retryLater: RetryLater): Promise<void> {
  const results = await Promise.allSettled(records.map((record) => retryLater(record)));
  for (const result of results) {
    if (result.status === 'rejected') {
      logger.warn({ error: result.reason }, 'a failed message comes again late');
    }
  }
}
