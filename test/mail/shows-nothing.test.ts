import { describe, expect, it } from 'vitest';
import { showsNothing } from '../../functions/mail/shows-nothing.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';

const UNSEEN = [
  '',
  ' \n',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u00ad\n\u200e',
  '\u2060',
  '\u3164',
  '\u2800',
  '\0',
];
const ATTRIBUTION = 'On Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:';

describe('showsNothing', () => {
  it.each(UNSEEN)('is true for %j (S12)', (text) => {
    expect(showsNothing(text)).toBe(true);
  });

  it.each(['.', '👍', '❤️', '👩‍🔧', 'ی‌', '한', '⠁'])('is false for %j (S12)', (text) => {
    expect(showsNothing(text)).toBe(false);
  });
});

describe('extractReply of a part that shows nothing', () => {
  it.each(UNSEEN)('gives no reply: %j (S12)', (text) => {
    expect(extractReply({ text }).reply).toBe('');
    expect(extractReply({ text: `${text}\n\n${ATTRIBUTION}\n\n> Is it fixed?\n` }).reply).toBe('');
    expect(extractReply({ html: `<div>${text}</div>` }).reply).toBe('');
  });

  it.each(UNSEEN)('reads the other part: %j (S12)', (text) => {
    expect(extractReply({ text, html: '<div>Yes.</div>' }).reply).toBe('Yes.');
    expect(extractReply({ text: 'Yes.', html: `<div>${text}</div>` }).reply).toBe('Yes.');
  });
});
