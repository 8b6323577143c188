import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { isPassing } from '../../../../functions/adapters/aws/table/write-result.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('isPassing', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'lets a transaction be tried again that was cancelled for %s: the SDK does not (S15)',
    (code) => {
      expect(isPassing(cancelled('None', code))).toBe(true);
    },
  );

  it('lets a failed condition stand', () => {
    expect(isPassing(cancelled('ConditionalCheckFailed', 'None'))).toBe(false);
  });
});
