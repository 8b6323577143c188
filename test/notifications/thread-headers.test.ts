import { describe, expect, it } from 'vitest';
import { MAX_THREAD_IDS, threadHeaders } from '../../functions/notifications/thread-headers.ts';

const options = {
  root: '<root@piping.example>',
  known: [] as string[],
  subject: 'Parcel',
  conversationId: '2457',
  conversationStartedAt: '2026-11-22T10:00:00.000Z',
  at: '2026-11-22T12:00:00.000Z',
};

describe('threadHeaders', () => {
  it('names only the root in the first mail', () => {
    expect(threadHeaders(options)).toMatchObject({
      references: ['<root@piping.example>'],
      inReplyTo: '<root@piping.example>',
      topic: 'Parcel',
    });
  });

  it('answers the newest mail that the recipient has, and keeps root and the nearest ids', () => {
    const known = Array.from({ length: 30 }, (_, n) => `<${n}@x.example>`);
    const { references, inReplyTo } = threadHeaders({ ...options, known });
    expect(inReplyTo).toBe('<29@x.example>');
    expect(references).toEqual([options.root, ...known.slice(-MAX_THREAD_IDS)]);
  });

  it('leaves out ids that are no ASCII `<id>`, as References must not be 8-bit (RFC 5322 §3.6.4)', () => {
    const known = [
      '<a@x.example>',
      '<bestellung-übersicht@x.example>',
      '<a b@x.example>',
      'c@x.example',
      '<<d@x>>',
    ];
    const { references, inReplyTo } = threadHeaders({ ...options, known });
    expect(references).toEqual([options.root, '<a@x.example>']);
    expect(inReplyTo).toBe('<a@x.example>');
  });

  it('gives every mail of a conversation the same Outlook index root, and an answer one more block', () => {
    const first = Buffer.from(threadHeaders(options).index, 'base64');
    const answer = Buffer.from(threadHeaders({ ...options, known: ['<1@x>'] }).index, 'base64');
    expect([first.length, answer.length]).toEqual([22, 27]);
    expect(answer.subarray(0, 22)).toEqual(first);
    const other = threadHeaders({ ...options, conversationId: '2458' }).index;
    expect(Buffer.from(other, 'base64').subarray(6)).not.toEqual(first.subarray(6));
  });

  it('writes the start of the conversation as Outlook reads it ([MS-OXOMSG] 2.2.1.3)', () => {
    const header = Buffer.from(threadHeaders(options).index, 'base64');
    const fileTime = BigInt(`0x${header.subarray(0, 6).toString('hex')}`) & 0xff_ffff_ffffn;
    const startedMs = Number((((0x01n << 40n) | fileTime) << 16n) / 10_000n - 11_644_473_600_000n);
    expect(Math.abs(startedMs - Date.parse(options.conversationStartedAt))).toBeLessThan(10);
  });
});
