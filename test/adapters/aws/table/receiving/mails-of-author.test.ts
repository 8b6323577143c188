import { describe, expect, it } from 'vitest';
import { mailLinkItem } from '../../../../../functions/adapters/aws/table/items/mail-items.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { linkOfAuthor } from '../../../../../functions/adapters/aws/table/receiving/mails-of-author.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { ageRecord } from '../../../../support/age-record.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const { table } = await awsOfFile();

/** The n-th mail of an author, in the order of time. */
const mail = (from: string, n: number): MailRecord => ({
  mailId: `inbound-${from.replace(/\W/g, '')}-${n}`,
  receivedAt: `2026-11-2${n}T10:00:00.000Z`,
  from,
  subject: 'a subject',
  verdicts: {},
  via: 'ses',
  envelope: { forwardPaths: [] },
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

async function receive(from: string, { isOld, count }: { isOld: number; count: number }) {
  const { record } = createInboundTable(table);
  for (let n = 1; n <= count; n += 1) {
    await record(mail(from, n));
    if (n <= isOld) await ageRecord(table, mail(from, n));
  }
}

describe('the mails of an author', () => {
  it.each([
    ['all in the index', 'now@x.example', { isOld: 0, count: 4 }],
    ['all from before the index', 'before@x.example', { isOld: 4, count: 4 }],
    ['of both kinds', 'both@x.example', { isOld: 2, count: 4 }],
    ['of both kinds, a page apart', 'apart@x.example', { isOld: 1, count: 4 }],
  ])('are listed once, newest first, without empty pages: %s', async (_what, from, mails) => {
    await receive(from, mails);
    expect(await pagesOf(from, 2)).toEqual([
      ['4', '3'],
      ['2', '1'],
    ]);
    expect(await pagesOf(from, 3)).toEqual([['4', '3', '2'], ['1']]);
    expect(await pagesOf(from, 9)).toEqual([['4', '3', '2', '1']]);
  });

  it('are not listed for another author', async () => {
    await receive('one@x.example', { isOld: 1, count: 2 });
    expect(await pagesOf('other@x.example', 2)).toEqual([[]]);
  });

  it('are found only by the index once their record is rewritten', async () => {
    const from = 'again@x.example';
    await receive(from, { isOld: 1, count: 1 });
    const { record } = createInboundTable(table);
    await record({ ...mail(from, 1), outcome: 'ignored', reason: 'empty' }, 'held');
    expect(await pagesOf(from, 2)).toEqual([['1']]);
    expect(await table.get(mailLinkItem, linkOfAuthor(mail(from, 1)))).toBeUndefined();
  });
});
