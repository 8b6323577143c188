import { describe, expect, it } from 'vitest';
import { fitIntoAnswer } from '../../functions/conversations/fit-into-answer.ts';

describe('fitIntoAnswer', () => {
  it.each(['', 'x'])('cuts a text beside an emoji, not through it, behind %j', (before) => {
    const { text } = fitIntoAnswer({ text: before + '👍'.repeat(1_300_000) });
    expect([text.length, text.isWellFormed()]).toEqual([400_000, true]);
  });
});
