import { describe, expect, it } from 'vitest';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';

const { table } = await awsOfFile();

/** The n-th mail of an author, in the order of time. */
const mail = (from: string, n: number) =>
  recordedMail(`inbound-${from.replace(/\W/g, '')}-${n}`, {
    receivedAt: `2026-11-2${n}T10:00:00.000Z`,
    from,
    outcome: 'held',
    reason: 'spam',
  });

/** The numbers of the mails on every page of the author's list. */
async function pagesOf(from: string, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await createInboundTable(table).list({ filter: { from }, limit, cursor });
    pages.push(page.items.map(({ mailId }) => mailId.slice(-1)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

async function receive(from: string, count: number) {
  const { record } = createInboundTable(table);
  for (let n = 1; n <= count; n += 1) await record(mail(from, n));
}

describe('the mails of an author', () => {
  it('are listed once, newest first, without empty pages', async () => {
    const from = 'four@x.example';
    await receive(from, 4);
    expect(await pagesOf(from, 2)).toEqual([
      ['4', '3'],
      ['2', '1'],
    ]);
    expect(await pagesOf(from, 3)).toEqual([['4', '3', '2'], ['1']]);
    expect(await pagesOf(from, 9)).toEqual([['4', '3', '2', '1']]);
  });

  it('are not listed for another author', async () => {
    await receive('one@x.example', 2);
    expect(await pagesOf('other@x.example', 2)).toEqual([[]]);
  });

  it('are listed once if their record is rewritten', async () => {
    const from = 'again@x.example';
    await receive(from, 1);
    const { record } = createInboundTable(table);
    await record({ ...mail(from, 1), outcome: 'ignored', reason: 'empty' }, 'held');
    expect(await pagesOf(from, 2)).toEqual([['1']]);
  });
});
