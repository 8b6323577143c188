import { describe, expect, it } from 'vitest';
import { describeError } from '../../local/reporter.ts';

describe('describeError', () => {
  it('tells what an engine answered where the SDK could not read it, such as that the disk is full', () => {
    const error = Object.assign(new Error('@aws-sdk XML parse error: unexpected content.'), {
      $responseBodyText: '{"message":"ENOSPC: no space left on device, write"}',
    });
    expect(describeError(error)).toContain('no space left on device');
    expect(describeError(new TypeError('first\nsecond'))).toBe('TypeError: first');
  });
});
