import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and the client that speaks to it, shared by the stores of this folder. */
export interface Table {
  name: string;
  client: DynamoDBDocumentClient;
  /** How long the record of a mail is kept after its receipt; undefined: for ever. */
  mailRecordDays?: number;
}

/** Endpoint, region and credentials come from the environment, on AWS as on this machine (AWS_ENDPOINT_URL_DYNAMODB). */
export function openTable(name: string, client = new DynamoDBClient({})): Table {
  return {
    name,
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
}

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
