import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { isTransient } from '../../../../functions/adapters/aws/table/write-result.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('isTransient', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is true for a transaction cancelled for %s, which the SDK does not retry (S15)',
    (code) => {
      expect(isTransient(cancelled('None', code))).toBe(true);
    },
  );

  it('is false for a failed condition', () => {
    expect(isTransient(cancelled('ConditionalCheckFailed', 'None'))).toBe(false);
  });
});
