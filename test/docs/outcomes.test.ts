import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INBOUND_REASONS } from '../../functions/steps/receiving/outcome.ts';

describe('docs/outcomes.md', () => {
  it('explains every reason there is, and no other (S11)', () => {
    const text = readFileSync('docs/outcomes.md', 'utf8');
    const explained = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason);
    expect(explained.toSorted()).toEqual(Object.values(INBOUND_REASONS).flat().toSorted());
  });
});
