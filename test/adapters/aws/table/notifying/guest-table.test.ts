import { beforeAll, describe, expect, it } from 'vitest';
import { createGuestTable } from '../../../../../functions/adapters/aws/table/notifying/guest-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { standing } from '../../../../support/standing.ts';

const { table } = await awsOfFile();

beforeAll(async () => {
  await standing(table, ['1'], ['01', '02', '03', '04', '05']);
});

describe('guests', () => {
  it('are listed once, each in their conversation (S11)', async () => {
    const guests = createGuestTable(table);
    for (const messageId of ['1-01', '1-02']) {
      await guests.remember({ messageId, conversationId: '1' }, 'guest@else.example');
    }
    expect(await guests.list('1')).toEqual(['guest@else.example']);
    expect(await guests.list('2')).toEqual([]);
  });
});
