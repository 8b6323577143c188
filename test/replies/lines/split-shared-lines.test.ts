import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const HEAD = 'On Wed, Nov 18, 2026 at 10:15 AM, Support<help@shop.example> wrote:';

describe('splitSharedLines', () => {
  it.each(['   ', '\u00a0 \u00a0'])(
    'parts an attribution from the quote behind %j (R29)',
    (gap) => {
      const text = `Yes.\n\n  ${HEAD}${gap}Are you at home?\n\nNina Park`;
      expect(extractReply({ text }).reply).toBe('Yes.');
    },
  );
});
