import { describe, expect, it, vi } from 'vitest';

// a module of its own, because ids never go back in time, and other test files of this process make later ones
vi.resetModules();
const { messageIdOfTime, newMessageId, readMessageId } = await import(
  '../../functions/conversations/new-message-id.ts'
);

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const RANDOM_DIGITS = 16;

describe('newMessageId', () => {
  it('is random, so that two functions never give the same id in the same millisecond', () => {
    // each in a millisecond of its own, within which ids only count up
    const parts = Array.from({ length: 1_000 }, (_, n) =>
      newMessageId('7', NOW + n).slice(-RANDOM_DIGITS),
    );
    expect(new Set(parts).size).toBe(parts.length);
    for (let place = 0; place < RANDOM_DIGITS; place += 1) {
      const counts = new Map<string, number>();
      for (const part of parts) {
        const digit = part[place] ?? '';
        counts.set(digit, (counts.get(digit) ?? 0) + 1);
      }
      // 31 of each on average: one in 10^9 runs has a digit more than 80 times
      expect([counts.size, Math.max(...counts.values()) < 80]).toEqual([32, true]);
    }
  });

  it('sorts by time, and within one millisecond as the ids were made', () => {
    const ids = [0, 0, 0, 1, 1, 2].map((ms) => newMessageId('7', NOW + 5_000 + ms));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds conversation and time', () => {
    const id = newMessageId('2457', NOW + 60_000);
    expect(readMessageId(id)).toEqual({ conversationId: '2457', writtenAt: NOW + 60_000 });
  });
});

describe('messageIdOfTime', () => {
  it('separates earlier ids from later ones', () => {
    const bound = messageIdOfTime('7', NOW + 120_000);
    expect(newMessageId('7', NOW + 119_999) < bound).toBe(true);
    expect(newMessageId('7', NOW + 120_000) > bound).toBe(true);
  });
});
