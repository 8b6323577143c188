import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DELIVERY_REASONS } from '../../functions/conversations/recipients/delivery.ts';
import { INBOUND_REASONS } from '../../functions/steps/receiving/outcome.ts';

describe('docs/outcomes.md', () => {
  it('explains every reason there is, and no other (S11)', () => {
    const text = readFileSync('docs/outcomes.md', 'utf8');
    const explained = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason);
    expect(explained.toSorted()).toEqual(Object.values(INBOUND_REASONS).flat().toSorted());
  });
});

describe('docs/who-is-mailed.md and docs/sending.md', () => {
  it('name every reason of a delivery (S11)', () => {
    const texts = ['docs/who-is-mailed.md', 'docs/sending.md'].map((page) =>
      readFileSync(page, 'utf8'),
    );
    const reasons = Object.values(DELIVERY_REASONS).flat();
    expect(reasons.filter((reason) => !texts.join().includes(`\`${reason}\``))).toEqual([]);
  });
});
