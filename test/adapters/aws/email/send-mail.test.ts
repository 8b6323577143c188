import { describe, expect, it } from 'vitest';
import { readRefusal } from '../../../../functions/adapters/aws/email/send-mail.ts';

const refusal = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('readRefusal', () => {
  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'throttled'],
    ['ThrottlingException', 'Rate exceeded', 'throttled'],
    ['Throttling', 'Daily message quota exceeded.', 'quota-exceeded'],
    ['AccountSendingPausedException', 'Sending is paused for this account.', 'paused'],
    ['ConfigurationSetSendingPausedException', '', 'paused'],
    ['MessageRejected', 'Email address is not verified.', 'rejected'],
    ['InvalidParameterValue', 'Local address contains control or whitespace', 'rejected'],
  ])('takes %s "%s" for %s', (name, message, kind) => {
    expect(readRefusal(refusal(name, message)).kind).toBe(kind);
  });

  it('throws what may be over the next time, or is wrong with the deployment', () => {
    for (const name of ['TimeoutError', 'MailFromDomainNotVerifiedException', 'AccessDenied']) {
      expect(() => readRefusal(refusal(name))).toThrow();
    }
  });
});
