import { describe, expect, it } from 'vitest';
import { tellByHeader } from '../../../../functions/adapters/mailbox/pop3/tell-by-header.ts';
import { connectToFake } from './fake-pop3-server.ts';

/** Ids of these mails, given their UIDLs, at a server that gives only headers. */
async function idsOf(subjects: string[], uidlOf: (number: number) => string, status = 'N') {
  const { connection, heard } = await connectToFake((line) => {
    const subject = subjects[Number(line.split(' ')[1]) - 1];
    return `+OK\r\nSubject: ${subject}\r\nStatus: ${status}\r\n\r\n.\r\n`;
  });
  const listed = subjects.map((_, at) => [uidlOf(at + 1), at + 1] as const);
  const told = await tellByHeader(connection, new Map(listed));
  return { ids: [...told.keys()], numbers: [...told.values()], heard };
}

describe('tellByHeader', () => {
  it.each([
    ['the message numbers', (number: number) => `${number}`],
    ['all the same', (number: number) => (number === 1 ? 'x' : `x ${number}`)],
  ])(
    'knows a mail again after the one before it was deleted, though UIDLs are %s (R2)',
    async (_, uidlOf) => {
      const before = await idsOf(['a', 'b', 'c'], uidlOf);
      const after = await idsOf(['b', 'c', 'new'], uidlOf, 'RO');
      expect(after.ids.slice(0, 2)).toEqual(before.ids.slice(1));
      expect(before.ids).not.toContain(after.ids[2]);
      expect(after.numbers).toEqual([1, 2, 3]);
    },
  );

  it('tells two copies of a mail apart by their place', async () => {
    const { ids } = await idsOf(['a', 'a'], String);
    expect(new Set(ids).size).toBe(2);
  });

  it('believes every other UIDL, without a question', async () => {
    const { ids, heard } = await idsOf(['a', 'b'], (number) => `${number + 1}`);
    expect(ids).toEqual(['2', '3']);
    expect(heard).toEqual([]);
  });

  it('asks for 100 headers at most, and believes the UIDLs of a longer listing', async () => {
    const subjects = Array.from({ length: 101 }, (_, at) => `s${at}`);
    expect((await idsOf(subjects.slice(1), String)).heard).toHaveLength(100);
    expect((await idsOf(subjects, String)).heard).toEqual([]);
  });
});
