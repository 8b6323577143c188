import { describe, expect, it } from 'vitest';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const NOW = Date.parse('2026-11-26T10:00:00.000Z');
const HOUR_MS = 3_600_000;
const { table } = await awsOfFile();
const inbound = createInboundTable(table);

const opening = (mailId: string, domain: string, nowMs = NOW, limit = 20) =>
  inbound.takeOpening({ mailId, domain, limit, nowMs });

describe('takeOpening', () => {
  it('gives one author domain a tenth of the hour’s limit, and others the rest (S7)', async () => {
    const taken = await Promise.all(
      Array.from({ length: 6 }, (_, n) => opening(`one-${n}`, 'flood.example')),
    );
    expect(taken.filter(Boolean)).toHaveLength(2);
    expect(await opening('other', 'other.example')).toBe(true);
    expect(await opening('later', 'flood.example', NOW + HOUR_MS)).toBe(true);
  });

  it('gives no more than the limit in all (S7)', async () => {
    const at = NOW + 5 * HOUR_MS;
    const taken: boolean[] = [];
    for (let n = 0; n < 25; n += 1) taken.push(await opening(`all-${n}`, `d${n}.example`, at));
    expect(taken.filter(Boolean)).toHaveLength(20);
  });

  it('counts a mail once, however often it is handled (S15)', async () => {
    const at = NOW + 9 * HOUR_MS;
    for (let n = 0; n < 4; n += 1) expect(await opening('same', 'x.example', at)).toBe(true);
    expect(await opening('second', 'x.example', at)).toBe(true);
    expect(await opening('third', 'x.example', at)).toBe(false);
  });

  it('gives none if the limit is 0', async () => {
    expect(await opening('none', 'y.example', NOW, 0)).toBe(false);
  });
});

describe('noteSeen', () => {
  it('gives the mail that came first, in any order of repeats (S4)', async () => {
    expect(await inbound.noteSeen('f', 'first')).toBe('first');
    expect(await inbound.noteSeen('f', 'second')).toBe('first');
    expect(await inbound.noteSeen('f', 'first')).toBe('first');
  });
});
