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
    'lets a transaction be tried again that was cancelled for %s: the SDK does not (S15)',
    (code) => {
      expect(isTransient(cancelled('None', code))).toBe(true);
    },
  );

  it('lets a failed condition stand', () => {
    expect(isTransient(cancelled('ConditionalCheckFailed', 'None'))).toBe(false);
  });
});
