import { describe, expect, it } from 'vitest';
import { keyedItem } from '../../../../functions/adapters/aws/table/item-kind.ts';
import { mergePages } from '../../../../functions/adapters/aws/table/pages.ts';
import { put } from '../../../../functions/adapters/aws/table/write.ts';
import { anyItem } from '../../../support/any-item.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { table } = await awsOfFile();

const write = (gsi1pk: string, gsi1sk: string, text: string) =>
  table.write(put(anyItem, { pk: gsi1sk, sk: gsi1pk }, { gsi1pk, gsi1sk, text }));

describe('mergePages', () => {
  it('leaves no item out if the items of one partition fill the megabyte of a page (S11)', async () => {
    for (const place of ['9', '8', '7', '6']) await write('LONG', place, 'x'.repeat(300_000));
    for (const place of ['5', '4', '3']) await write('SHORT', place, '');
    const query = { partitions: ['LONG', 'SHORT'], isNewestFirst: true, limit: 6 };
    const shown: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await mergePages(table, keyedItem, { ...query, cursor });
      shown.push(...page.items.map(({ gsi1sk }) => gsi1sk));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(shown).toEqual(['9', '8', '7', '6', '5', '4', '3']);
  });
});
