import { describe, expect, it } from 'vitest';
import { fittingPage } from '../../functions/api/fitting-page.ts';

/** A list of items with a text of so many octets, which counts the calls. */
function listOf(count: number, octets: number) {
  const asked: number[] = [];
  const read = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    asked.push(limit);
    const from = Number(cursor);
    const numbers = Array.from({ length: count }, (_, at) => at).slice(from, from + limit);
    const end = from + numbers.length;
    return {
      items: numbers.map((at) => ({ at, text: 'x'.repeat(octets) })),
      ...(end < count && { cursor: String(end) }),
    };
  };
  return { asked, read };
}

describe('fittingPage', () => {
  it('asks once if everything fits', async () => {
    const { asked, read } = listOf(10, 100);
    expect((await fittingPage({ limit: 200 }, read)).items).toHaveLength(10);
    expect(asked).toEqual([200]);
  });

  it('halves a page that is too long, until an answer of Lambda holds it', async () => {
    const { asked, read } = listOf(100, 200_000);
    const page = await fittingPage({ limit: 200 }, read);
    expect([page.items.length, page.cursor, asked]).toEqual([13, '13', [200, 50, 25, 13]]);
    const next = await fittingPage({ limit: 200, cursor: '13' }, read);
    expect(next.items[0]?.at).toBe(13);
  });

  it('gives a single item that is too long', async () => {
    const { read } = listOf(2, 6_000_000);
    expect((await fittingPage({ limit: 2 }, read)).items).toHaveLength(1);
  });
});
