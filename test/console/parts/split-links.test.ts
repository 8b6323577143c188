import { describe, expect, it } from 'vitest';
import { splitLinks } from '../../../console/parts/split-links.ts';

const addressesIn = (text: string) =>
  splitLinks(text).flatMap((part) => (typeof part === 'string' ? [] : [part.address]));

describe('splitLinks', () => {
  it.each<[text: string, address: string]>([
    ['See https://shop.example/orders/1.', 'https://shop.example/orders/1'],
    ['(https://shop.example/a?b=c,d)', 'https://shop.example/a?b=c,d'],
    ['https://wiki.example/Rome_(city)', 'https://wiki.example/Rome_(city)'],
    ['“https://shop.example/a”, she wrote', 'https://shop.example/a'],
    ['<https://shop.example/a>', 'https://shop.example/a'],
    ['[a link](http://shop.example)', 'http://shop.example'],
  ])('finds the address in %s, without what ends the sentence', (text, address) => {
    expect(addressesIn(text)).toEqual([address]);
  });

  it.each([
    'https://',
    'https://...',
    'javascript:alert(1)',
    'xhttps://a.example',
    'http://[',
    'no',
  ])('takes %s for no address', (text) => {
    expect(addressesIn(text)).toEqual([]);
  });

  it('lets no override of direction turn an address round', () => {
    const address = 'https://thief.example/moc.pohs//:sptth';
    expect(splitLinks(`\u202e${address}\u202c`)).toEqual([{ address: `${address}\u202c` }]);
  });

  it('keeps every character, however long the text is', () => {
    const text = `one https://a.example/${')'.repeat(200_000)} two\nhttps://b.example.`;
    const parts = splitLinks(text).map((part) => (typeof part === 'string' ? part : part.address));
    expect(parts.join('')).toBe(text);
  });
});
