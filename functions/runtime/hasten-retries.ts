import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

export type RetryLater = (record: SQSRecord) => Promise<void>;

interface Request {
  event: unknown;
  response?: unknown;
}

/**
 * Middleware: failed messages of an SQS batch come again soon instead of after the visibility timeout. It also covers a failure of the
 * whole invocation, e.g. when a setting cannot be read.
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

/** If this fails, the visibility timeout brings the message back. */
async function hasten(records: SQSRecord[], retryLater: RetryLater): Promise<void> {
  const results = await Promise.allSettled(records.map((record) => retryLater(record)));
  for (const result of results) {
    if (result.status === 'rejected') {
      logger.warn({ error: result.reason }, 'a failed message waits for the visibility timeout');
    }
  }
}
