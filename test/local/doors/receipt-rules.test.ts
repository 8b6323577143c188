import { describe, expect, it } from 'vitest';
import { findReceiptRule } from '../../../local/doors/receipt-rules.ts';
import type { ReceiptRule } from '../../../local/resources/machine.ts';

const rule = (recipients: string[], isEnabled = true): ReceiptRule => ({
  isEnabled,
  recipients,
  isScanned: true,
  bucketName: 'bucket',
  objectKeyPrefix: '',
  topicArn: undefined,
});

describe('findReceiptRule', () => {
  it.each<[string, string, boolean]>([
    ['support@a.example', 'support@a.example', true],
    ['support@a.example', 'Support+Token@A.example', true],
    ['support@a.example', 'supporter@a.example', false],
    ['support@a.example', 'support@b.example', false],
    ['a.example', 'anybody@a.example', true],
    ['a.example', 'anybody@sub.a.example', false],
    ['.a.example', 'anybody@sub.a.example', true],
  ])('a rule for %s and mail to %s: %s', (condition, recipient, expected) => {
    expect(findReceiptRule([rule([condition])], recipient) !== undefined).toBe(expected);
  });

  it('passes over a rule that is not enabled', () => {
    expect(findReceiptRule([rule(['a.example'], false)], 'x@a.example')).toBeUndefined();
  });
});
