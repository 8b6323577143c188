import { describe, expect, it } from 'vitest';
import { DELIMITERS } from '../../functions/notifications/delimiters.ts';
import { DELIMITERS as CUT_AT } from '../../functions/replies/delimiters.ts';

describe('delimiters', () => {
  it('are the lines that replies are cut at (R19, R20)', () => {
    expect(DELIMITERS).toEqual(CUT_AT);
  });
});
