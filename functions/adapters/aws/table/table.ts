import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { ItemStore } from './item-store.ts';

/** Endpoint, region and credentials come from the environment, on AWS as on this machine (AWS_ENDPOINT_URL_DYNAMODB). */
export const openTable = (
  { tableName, mailRecordDays }: { tableName: string; mailRecordDays: number },
  client = new DynamoDBClient({}),
) => new ItemStore(tableName, mailRecordDays, client);

/** For the stores that still speak to DynamoDB themselves. */
export type Table = ItemStore;

/** Indexes of the transaction's items whose condition failed; undefined for any other error. */
export function failedConditions(error: unknown): number[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const failed = reasons.flatMap((reason, index) =>
    reason.Code === 'ConditionalCheckFailed' ? [index] : [],
  );
  return failed.length > 0 ? failed : undefined;
}

/** Reasons that pass. The SDK tries none of them again once they cancel a transaction. */
const PASSING = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Two transactions met on one item, or the table was too busy: the whole may be tried again. */
export function isTransactionConflict(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code = '' }) => PASSING.has(Code))
  );
}
