import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { isTransactionConflict } from '../../../../functions/adapters/aws/table/table.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('isTransactionConflict', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'lets a transaction be tried again that was cancelled for %s: the SDK does not (S15)',
    (code) => {
      expect(isTransactionConflict(cancelled('None', code))).toBe(true);
    },
  );

  it('lets a failed condition stand', () => {
    expect(isTransactionConflict(cancelled('ConditionalCheckFailed', 'None'))).toBe(false);
  });
});
