import { describe, expect, it } from 'vitest';
import { extractReply } from '../../functions/replies/extract-reply.ts';

describe('extractReply', () => {
  it('cuts the quote and its attribution below a top-posted answer (R28)', () => {
    const text =
      'Thank you!\n\nOn Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:\n\n> Is it fixed?\n';
    expect(extractReply({ text }).reply).toBe('Thank you!');
  });

  it('leaves a text without any quote as it is (S12)', () => {
    const text = 'On Monday I wrote:\n\n### steps ###\n\n> npm install\nFrom: me\n- one\n- two';
    expect(extractReply({ text }).reply).toBe(text);
  });
});
