import { describe, expect, it } from 'vitest';
import { keeperOf } from '../../../console/data/keeper.ts';

/** A storage with room for so many characters of one text. */
function storageFor(room: number): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem: (name, text) => {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, text);
    },
  };
}

function blocked(): never {
  throw new DOMException('Access is denied for this document', 'SecurityError');
}

describe('what the page keeps', () => {
  it.each([
    ['where site data is blocked', blocked],
    ['where a web view has no storage', () => null],
  ])('lives as long as the page %s', (_where, storage) => {
    const keeper = keeperOf(storage);
    expect(keeper.read('token')).toBeUndefined();
    keeper.keep('token', 'one');
    expect(keeper.read('token')).toBe('one');
    keeper.forget('token');
    expect(keeper.read('token')).toBeUndefined();
  });

  it('lives as long as the page if the storage is full, and nothing older is left there', () => {
    const storage = storageFor(3);
    const keeper = keeperOf(() => storage);
    keeper.keep('draft', 'one');
    keeper.keep('draft', 'one and more');
    expect([keeper.read('draft'), storage.getItem('draft')]).toEqual(['one and more', null]);
  });

  it('is in the storage where there is one', () => {
    const storage = storageFor(10);
    keeperOf(() => storage).keep('theme', 'dark');
    expect(keeperOf(() => storage).read('theme')).toBe('dark');
  });
});
