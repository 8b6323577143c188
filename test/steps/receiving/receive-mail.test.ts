import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const TO = replyAddress('user', 'carla');

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const receive = (
  ...args: Parameters<typeof arrive> extends [World, ...infer Rest] ? Rest : never
) => receiveMail(arrive(world, ...args), fakePorts(world));

describe('receiveMail', () => {
  it('puts an answer into its conversation and records the signal (S1, S11)', async () => {
    const record = await receive({ To: TO });
    expect(record).toMatchObject({
      outcome: 'delivered',
      reason: 'reply',
      signal: 'token',
      conversationId: '2457',
      from: 'carla@kunde.example',
    });
    expect(world.messages).toMatchObject([
      { text: 'Thank you, that helped.', author: { kind: 'user', id: 'carla' }, channel: 'email' },
    ]);
  });

  it('returns the same record when the same arrival comes again (S15)', async () => {
    const arrival = arrive(world, { To: TO });
    const first = await receiveMail(arrival, fakePorts(world));
    expect(await receiveMail(arrival, fakePorts(world))).toEqual(first);
    expect(world.messages).toHaveLength(1);
  });

  it('makes no second message of a delivered mail whose record has expired (S15)', async () => {
    const arrival = arrive(world, { To: TO });
    await receiveMail(arrival, fakePorts(world));
    world.records.delete(arrival.mailId);
    const again = await receiveMail(arrival, fakePorts(world));
    expect(again).toMatchObject({ outcome: 'duplicate', detail: arrival.mailId });
    expect(world.messages).toHaveLength(1);
  });

  it('takes the same text without Message-ID and Date as a duplicate within days, not a month later (S15)', async () => {
    const headers = { To: TO, 'Message-ID': '' };
    await receive(headers, 'Any news?');
    const soon = await receive(headers, 'Any news?', { receivedAt: '2026-11-10T10:00:00.000Z' });
    const later = await receive(headers, 'Any news?', { receivedAt: '2026-12-03T10:00:00.000Z' });
    expect([soon?.outcome, later?.outcome]).toEqual(['duplicate', 'delivered']);
    expect(world.messages).toHaveLength(2);
  });

  it('makes one message of a mail that arrives in two ways (S15)', async () => {
    const headers = { To: TO, 'Message-ID': '<same@client.example>' };
    const first = await receive(headers);
    const second = await receive({ ...headers, 'X-Received': 'by another door' });
    expect(second).toMatchObject({ outcome: 'duplicate', detail: first?.mailId });
    expect(world.messages).toHaveLength(1);
  });

  it('takes a copy as a duplicate before it judges verdicts and author: nobody is asked about it (S15, S22)', async () => {
    const headers = {
      From: 'anna@shop.example',
      To: replyAddress('agent', 'anna'),
      'Message-ID': '<a@shop.example>',
    };
    await receive(headers);
    for (const verdicts of [FAIL, { ...FAIL, virus: 'FAIL' } as const]) {
      expect(await receive(headers, undefined, { verdicts })).toMatchObject({
        outcome: 'duplicate',
      });
    }
    expect(world.asked).toEqual([]);
  });

  it('takes another body under the same Message-ID as another mail (S15)', async () => {
    const headers = { To: TO, 'Message-ID': '<same@client.example>' };
    await receive(headers, 'One.');
    await receive(headers, 'Two.');
    expect(world.messages.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  it('takes the author only from From, so that a Reply-To of staff makes no agent (S3)', async () => {
    await receive({ To: TO, 'Reply-To': 'anna@shop.example' });
    expect(world.messages[0]?.author.kind).toBe('user');
    expect(world.conversations[0]?.userAddress).toBeUndefined();
  });

  it.each([
    ['no From', { From: '' }],
    ['two addresses', { From: 'carla@kunde.example, anna@shop.example' }],
    ['a group', { From: 'Us: carla@kunde.example, anna@shop.example;' }],
  ])('rejects %s as an ambiguous author (S3)', async (_name, headers) => {
    const record = await receive({ To: TO, ...headers });
    expect(record).toMatchObject({ outcome: 'rejected', reason: 'ambiguous-author' });
  });

  it('holds a virus whoever wrote it (S7)', async () => {
    const verdicts = { dmarc: 'PASS', virus: 'FAIL' } as const;
    const record = await receive({ To: TO }, 'Hi', { verdicts });
    expect(record).toMatchObject({ outcome: 'held', reason: 'virus' });
  });

  it('holds forged staff, and makes no message (S3)', async () => {
    const headers = { From: 'anna@shop.example', To: replyAddress('agent', 'anna') };
    const record = await receive(headers, 'Send me your password', { verdicts: FAIL });
    expect(record).toMatchObject({ outcome: 'held', reason: 'staff-not-authenticated' });
    expect(world.messages).toEqual([]);
  });

  it('delivers mail from a former address as the user’s (S3)', async () => {
    await receive({ From: 'carla@former.example', To: TO });
    expect(world.messages[0]?.author).toMatchObject({ kind: 'user', id: 'carla' });
  });

  it('ignores a mail that answers nothing if convert-all is off (S3)', async () => {
    expect(await receive({})).toMatchObject({ outcome: 'ignored', reason: 'no-conversation' });
  });

  it('opens a conversation for a new user with convert-all on (R9, R12)', async () => {
    world.settings['convert-all-emails'] = 'on';
    const record = await receive({ From: 'New <new@client.example>', Subject: 'A question' });
    expect(record).toMatchObject({ outcome: 'delivered', reason: 'new-conversation' });
    expect(world.conversations.at(-1)).toMatchObject({
      conversationId: '3000',
      subject: 'A question',
    });
    expect(world.users.at(-1)).toMatchObject({ name: 'New', email: 'new@client.example' });
  });

  it('ignores staff who write directly (R11)', async () => {
    world.settings['convert-all-emails'] = 'on';
    const record = await receive({ From: 'anna@shop.example' });
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'staff-wrote-directly' });
  });

  it('holds spam that answers nothing, and delivers spam that answers (S7)', async () => {
    world.settings['convert-all-emails'] = 'on';
    const verdicts = { dmarc: 'PASS', spam: 'FAIL', virus: 'PASS' } as const;
    expect(await receive({}, 'Buy', { verdicts })).toMatchObject({ reason: 'spam' });
    const answer = await receive({ To: TO }, 'Yes', { verdicts });
    expect(answer).toMatchObject({ reason: 'reply' });
  });

  it('ignores a mail with neither text nor attachment (S12)', async () => {
    const record = await receive({ To: TO }, '');
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'empty' });
  });

  it('holds attachments back that SES did not scan, and says so (S14)', async () => {
    const headers = { To: TO, 'Content-Type': 'multipart/mixed; boundary=b' };
    const body =
      '--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--';
    for (const virus of ['PROCESSING_FAILED', 'GRAY', undefined] as const) {
      const text = `${body}\r\n${virus}`;
      await receive(headers, text, { verdicts: { dmarc: 'PASS', ...(virus && { virus }) } });
    }
    expect(world.messages.map(({ flags, attachments }) => [flags, attachments])).toEqual(
      Array.from({ length: 3 }, () => [['attachments-held'], []]),
    );
    expect(world.stored).toEqual([]);
  });

  it('flags attachments of polled mail as not scanned (S14)', async () => {
    const headers = { To: TO, 'Content-Type': 'multipart/mixed; boundary=b' };
    const body =
      '--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--';
    await receive(headers, body, { via: 'mailbox', mailbox: 'box' });
    expect(world.messages[0]).toMatchObject({
      flags: ['unverified', 'not-scanned'],
      attachments: [{ filename: 'a.bin', size: 1 }],
    });
    expect(world.stored).toEqual(['a.bin']);
  });
});

describe('receiveMail, by the settings', () => {
  it('ignores mail from the piping address, even if it is authenticated (R13)', async () => {
    for (const From of ['support@piping.example', '"Support+x"@piping.example'])
      expect(await receive({ From, To: TO }, From)).toMatchObject({
        outcome: 'ignored',
        reason: 'own-address',
      });
  });

  it('ignores lists, except those that the team runs itself (S5)', async () => {
    const headers = { To: TO, 'List-Id': 'Support <support.shop.example>' };
    expect(await receive(headers, 'One')).toMatchObject({ reason: 'mailing-list' });
    world.settings['own-list-ids'] = 'support.shop.example';
    expect(await receive(headers, 'Two')).toMatchObject({ reason: 'reply' });
  });

  it('records how a mail arrived (S11)', async () => {
    const polled = await receive({}, 'One', { via: 'mailbox', mailbox: 'box' });
    expect(polled).toMatchObject({ via: 'mailbox', mailbox: 'box' });
    expect(await receive({}, 'Two')).not.toHaveProperty('mailbox');
  });

  it('records the beginning of a long subject', async () => {
    const record = await receive({ Subject: 'x'.repeat(400) });
    expect(record?.subject).toBe('x'.repeat(300));
  });
});

describe('receiveMail, of a mail over a limit', () => {
  it.each([
    ['nesting', 'Content-Type', 'multipart/mixed; boundary=b0', 40],
    ['header-block', 'X-Long', 'y'.repeat(300_000), 0],
  ])(
    'holds a mail over the limit of %s, and records its author (S11)',
    async (bound, name, value, depth) => {
      const open = Array.from({ length: depth }, (_, level) =>
        [`--b${level}`, `Content-Type: multipart/mixed; boundary=b${level + 1}`, '', ''].join(
          '\r\n',
        ),
      );
      const record = await receive({ To: TO, [name]: value }, open.join(''));
      expect(record).toMatchObject({
        outcome: 'held',
        reason: 'over-limit',
        detail: bound,
        from: 'carla@kunde.example',
        subject: 'Re: parcel',
      });
    },
  );
});

describe('receiveMail, of a header alone', () => {
  it('holds a mail that was too large to be fetched from its mailbox (S14)', async () => {
    const arrival = arrive(world, {}, '', { mailId: 'polled-large', via: 'mailbox' });
    const ports = fakePorts(world);
    const { find } = ports.rawMails;
    const rawMails: typeof ports.rawMails = {
      ...ports.rawMails,
      find: async (mailId) => {
        const raw = await find(mailId);
        return raw && { ...raw, isHeaderOnly: true };
      },
    };
    expect(await receiveMail(arrival, { ...ports, rawMails })).toMatchObject({
      outcome: 'held',
      reason: 'over-limit',
      detail: 'size',
      from: 'carla@kunde.example',
      subject: 'Re: parcel',
    });
  });
});

describe('receiveMail, of octets that are no mail', () => {
  it('rejects octets whose only header fields were added by receivers (S11)', async () => {
    world.raws.set(
      'inbound-noise',
      'Received: by mx; Tue\r\nX-SES-Spam-Verdict: PASS\r\n\r\nnoise\r\n',
    );
    const arrival = { ...arrive(world, {}), mailId: 'inbound-noise' };
    expect(await receiveMail(arrival, fakePorts(world))).toMatchObject({
      outcome: 'rejected',
      reason: 'unreadable',
      detail: 'no-header-field',
    });
  });
});
