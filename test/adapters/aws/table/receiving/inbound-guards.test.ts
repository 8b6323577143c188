import { describe, expect, it } from 'vitest';
import {
  duplicateItem,
  mailLinkItem,
} from '../../../../../functions/adapters/aws/table/items/mail-items.ts';
import { keys, ranges } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { mailFingerprint } from '../../../../../functions/steps/receiving/reading/mail-fingerprint.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';

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

  it('rounds the tenth up (S7)', async () => {
    const at = NOW + 11 * HOUR_MS;
    const taken: boolean[] = [];
    for (const n of [1, 2, 3]) taken.push(await opening(`few-${n}`, 'z.example', at, 11));
    expect(taken).toEqual([true, true, false]);
  });

  it('gives one if the limit is 1, and none if it is 0', async () => {
    expect(await opening('one', 'y.example', NOW + 13 * HOUR_MS, 1)).toBe(true);
    expect(await opening('none', 'y.example', NOW + 15 * HOUR_MS, 0)).toBe(false);
  });
});

describe('noteSeen', () => {
  it('gives the mail that came first, in any order of repeats (S4)', async () => {
    expect(await inbound.noteSeen('f', 'first')).toBe('first');
    expect(await inbound.noteSeen('f', 'second')).toBe('first');
    expect(await inbound.noteSeen('f', 'first')).toBe('first');
  });
});

describe('wrongCodes', () => {
  it('counts more than the limit needs, but not without end (S2)', async () => {
    for (let n = 0; n < 52; n += 1) await inbound.noteWrongCode('78', `guess-${n}`, NOW);
    expect(await inbound.wrongCodes('78', NOW)).toBe(50);
  });
});

describe('conversationsOf', () => {
  /** Guards of mails that share one Message-ID. */
  const deliver = (messageId: string, conversationIds: (string | undefined)[]) =>
    table.putMany(
      duplicateItem,
      conversationIds.map((conversationId, n) => ({
        key: keys.duplicate(mailFingerprint({ messageId, from: [], bodySha256: `${n}` })),
        value: { mailId: `inbound-${n}`, ...(conversationId !== undefined && { conversationId }) },
      })),
    );

  it('gives each conversation once into which mails with this Message-ID were delivered (S1)', async () => {
    await deliver('<shared@x.example>', ['1', '2', '1', undefined]);
    expect((await inbound.conversationsOf('<shared@x.example>')).toSorted()).toEqual(['1', '2']);
    expect(await inbound.conversationsOf('<other@x.example>')).toEqual([]);
  });

  it('gives none if more than ten mails share it, as a genuine Message-ID belongs to one (S1)', async () => {
    await deliver('<ten@x.example>', Array(10).fill('1'));
    await deliver('<eleven@x.example>', Array(11).fill('1'));
    expect(await inbound.conversationsOf('<ten@x.example>')).toEqual(['1']);
    expect(await inbound.conversationsOf('<eleven@x.example>')).toEqual([]);
  });
});

describe('findDuplicate', () => {
  it('knows a mail without Message-ID and Date until its guard ends, that moment included (S15)', async () => {
    const value = { mailId: 'inbound-1', until: NOW };
    await table.putMany(duplicateItem, [{ key: keys.duplicate('nameless'), value }]);
    const at = (ms: number) => inbound.findDuplicate('nameless', new Date(ms).toISOString());
    expect([await at(NOW), await at(NOW + 1)]).toEqual(['inbound-1', undefined]);
  });
});

describe('record', () => {
  const spam = { outcome: 'held', reason: 'spam' } as const;
  const empty = { outcome: 'ignored', reason: 'empty' } as const;

  it('replaces the outcome that a replay or release found, and no other (S11, S15)', async () => {
    await inbound.record(recordedMail('replaced', spam));
    expect(await inbound.record(recordedMail('replaced', empty), 'rejected')).toMatchObject(spam);
    expect(await inbound.record(recordedMail('replaced', empty), 'held')).toMatchObject(empty);
    expect(await inbound.find('replaced')).toMatchObject(empty);
  });

  it('links a mail to the conversation it belongs to, or the first ten that its signals name (S1, S19)', async () => {
    const named = Array.from({ length: 11 }, (_, n) => `c${n}`);
    const conflict = { outcome: 'held', reason: 'conflicting-signals', detail: named.join(' ') };
    await inbound.record(recordedMail('conflict', conflict as Partial<MailRecord>));
    await inbound.record(recordedMail('of-one', { ...spam, conversationId: 'c0' }));
    const mailsOf = async (conversationId: string) => {
      const range = ranges.mailsOfConversation(conversationId);
      return (await table.all(mailLinkItem, range)).map(({ mailId }) => mailId);
    };
    expect(await mailsOf('c0')).toEqual(['conflict', 'of-one']);
    expect([await mailsOf('c9'), await mailsOf('c10')]).toEqual([['conflict'], []]);
  });

  it('links a copy to its original, but never a mail to itself (S19)', async () => {
    const copyOf = (detail: string) => ({ outcome: 'duplicate', reason: 'duplicate', detail });
    await inbound.record(recordedMail('copy', copyOf('original') as Partial<MailRecord>));
    await inbound.record(recordedMail('alone', copyOf('alone') as Partial<MailRecord>));
    const linked = async (of: string, copy: string) =>
      (await table.get(mailLinkItem, keys.copyOfMail(of, copy)))?.mailId;
    expect(await linked('original', 'copy')).toBe('copy');
    expect(await linked('alone', 'alone')).toBeUndefined();
  });
});
