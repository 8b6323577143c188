import { describe, expect, it } from 'vitest';
import { sayReceiverError } from '../../../console/webhooks/receiver-errors.ts';

describe('sayReceiverError', () => {
  it('says what a code means, in the reader’s language', () => {
    expect(sayReceiverError('ECONNREFUSED', 'en')).toBe('ECONNREFUSED (nothing listens there)');
    expect(sayReceiverError('ENOTFOUND', 'it')).toBe(
      'ENOTFOUND (non c’è un server con questo nome)',
    );
  });

  it('leaves other reasons as they are', () => {
    expect(sayReceiverError('no answer within 10 s', 'en')).toBe('no answer within 10 s');
  });
});
