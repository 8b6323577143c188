import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailboxWorld, writeMail } from './mailbox-world.ts';

let world: MailboxWorld;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.stop());

const isSeen = (file: string) => /:2,[A-Z]*S/.test(file);

describe.each(['imap', 'pop3'] as const)('pollMailboxes over %s', (protocol) => {
  it('stores a mail, queues it and leaves the mailbox as it was (R2)', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const raw = writeMail();
    box.put(raw);
    expect(await world.poll(mailbox)).toEqual({ name: mailbox.name, taken: 1, skipped: 0 });
    const [queued] = await world.queued();
    expect(queued).toMatchObject({ mailbox: mailbox.name });
    const stored = await world.stored(queued?.key ?? '');
    expect(stored.octets.toString('latin1')).toBe(raw);
    expect(stored.mailbox).toBe(mailbox.name);
    expect(box.files()).toHaveLength(1);
    // over POP3 the server may mark fetched mail itself
    if (protocol === 'imap') expect(box.files().some(isSeen)).toBe(false);
  });

  it('takes a mail once, and the next one when it comes (S15)', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    box.put(writeMail());
    await world.poll(mailbox);
    expect(await world.poll(mailbox)).toMatchObject({ taken: 0, skipped: 0 });
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    expect(await world.queued()).toHaveLength(2);
  });

  it('keeps 8-bit octets, dots at line beginnings, bare carriage returns and a missing end of line', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const header = Buffer.from(writeMail({ body: '' }), 'latin1');
    const every = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)).filter(
      (octet) => octet !== 0x0a && octet !== 0x00,
    );
    const body = Buffer.from('.\r\n..\r\n...three\r\n. \r\nend.\r\n.\r\n\r\n', 'latin1');
    const raw = Buffer.concat([header, body, every, Buffer.from('\r\n.last\r\n')]);
    box.put(raw);
    await world.poll(mailbox);
    const [queued] = await world.queued();
    expect((await world.stored(queued?.key ?? '')).octets.equals(raw)).toBe(true);
  });

  it('takes nothing that came before the activation (R2)', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const old = new Date(world.activatedAtMs - 2 * 3_600_000);
    box.put(writeMail({ date: old }), { arrivedAt: old });
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1, skipped: 1 });
    expect(await world.poll(mailbox)).toMatchObject({ taken: 0, skipped: 0 });
    await world.queued();
  });

  it('goes back to the day that `since` names', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { since: '2026-01-02' });
    const dates = ['2025-12-30T00:00:00Z', '2026-01-05T00:00:00Z'].map((at) => new Date(at));
    for (const date of dates) box.put(writeMail({ date }), { arrivedAt: date });
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1, skipped: 1 });
    await world.queued();
  });

  it('reports in a rehearsal what it would take, and changes nothing (S11)', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { after: 'delete' });
    box.put(writeMail());
    for (let times = 0; times < 2; times += 1) {
      const report = await world.poll(mailbox, { rehearse: true });
      expect(report).toMatchObject({ taken: 1, skipped: 0 });
      expect(report.wouldTake?.[0]).toMatchObject({
        from: 'ann@customer.example',
        subject: expect.stringMatching(/^Mail \d+$/),
        sizeBytes: expect.any(Number),
      });
    }
    expect(box.files().some(isSeen)).toBe(false);
    expect(await world.queued()).toEqual([]);
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    await world.queued();
  });

  it('rehearses an entry that is not in the setting yet', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { since: '2026-01-01' });
    box.put(writeMail());
    const [report] = await world.pollAll([], { rehearse: true, mailboxes: [mailbox] });
    expect(report).toMatchObject({ name: mailbox.name, taken: 1 });
    const wrong = { ...mailbox, tls: 'ssl' };
    await expect(world.pollAll([], { rehearse: true, mailboxes: [wrong] })).rejects.toThrow(
      /0.tls/,
    );
    expect(await world.pollAll([], { mailboxes: [mailbox] })).toEqual([]);
  });

  it('rehearses with a given password, which a poll ignores', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { secret: 'typed-in' });
    const secrets = { 'typed-in': box.password };
    const tried = { mailboxes: [mailbox], secrets };
    expect(await world.pollAll([], { rehearse: true, ...tried })).toMatchObject([{ taken: 0 }]);
    expect(await world.poll(mailbox, { secrets })).toMatchObject({
      trouble: { code: 'no-password' },
    });
  });

  it('deletes taken mail if `after` says so', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { after: 'delete' });
    box.put(writeMail());
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 2 });
    expect(box.files()).toEqual([]);
    expect(await world.queued()).toHaveLength(2);
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    await world.queued();
  });

  it('takes mails that come during a poll with this poll or the next', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    for (let mail = 0; mail < 20; mail += 1) box.put(writeMail());
    const { queue } = world.ports([mailbox]);
    let late = 0;
    const growing = {
      ...queue,
      enqueue: async (mail: Parameters<typeof queue.enqueue>[0]) => {
        if (late < 10) box.put(writeMail());
        late += 1;
        await queue.enqueue(mail);
      },
    };
    const first = await world.poll(mailbox, { ports: { queue: growing } });
    const second = await world.poll(mailbox);
    expect(first.taken + second.taken).toBe(30);
    const keys = (await world.queued()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(30);
  });

  it('stops when its time is up and continues in the next poll', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    for (let mail = 0; mail < 30; mail += 1) box.put(writeMail());
    const startedAt = Date.now();
    let ticks = 0;
    // each look at the clock takes a second, so that 10 mails fit
    const clock = { now: () => startedAt + 1_000 * ticks++ };
    const reports = [];
    for (let polls = 0; polls < 10; polls += 1) {
      ticks = 0;
      const budget = { stopAtMs: startedAt + 15_000 };
      const report = await world.poll(mailbox, { budget, ports: { clock } });
      reports.push(report);
      if (!report.isUnfinished) break;
    }
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.reduce((sum, { taken }) => sum + taken, 0)).toBe(30);
    expect(new Set((await world.queued()).map(({ key }) => key)).size).toBe(30);
  });

  it('polls one at a time: a second poll waits and finds nothing left', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    for (let mail = 0; mail < 20; mail += 1) box.put(writeMail());
    const reports = await Promise.all([world.poll(mailbox), world.poll(mailbox)]);
    expect(reports.map(({ taken }) => taken).sort()).toEqual([0, 20]);
    expect(await world.queued()).toHaveLength(20);
  });
});

describe('pollMailboxes over IMAP', () => {
  it('delivers no mail twice under a new UIDVALIDITY, and none from before the activation (S15)', async () => {
    const { box, mailbox } = world.addMailbox('imap');
    const old = new Date(world.activatedAtMs - 3_600_000);
    box.put(writeMail({ date: old }), { arrivedAt: old });
    const raw = writeMail();
    box.put(raw);
    await world.poll(mailbox);
    await sleep(1_100);
    box.forgetUids();
    box.put(writeMail());
    const report = await world.poll(mailbox);
    expect(report).toMatchObject({ taken: 2, skipped: 1 });
    const keys = new Set((await world.queued()).map(({ key }) => key));
    const bodies = await Promise.all([...keys].map((key) => world.stored(key)));
    // repeated mail has the same octets, which parse-mail's guard makes one message
    expect(bodies.filter(({ octets }) => octets.toString() === raw).length).toBeGreaterThan(0);
    expect(await world.poll(mailbox)).toMatchObject({ taken: 0, skipped: 0 });
  });

  it('marks taken mail as seen if `after` says so', async () => {
    const { box, mailbox } = world.addMailbox('imap', { after: 'seen' });
    box.put(writeMail());
    await world.poll(mailbox);
    expect(box.files().every(isSeen)).toBe(true);
    await world.queued();
  });

  it('moves taken mail if `after` says so', async () => {
    const { box, mailbox } = world.addMailbox('imap', { after: 'move:Done' });
    box.put(writeMail(), { folder: 'Done' });
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1, skipped: 0 });
    expect(box.files()).toEqual([]);
    expect(box.files('Done')).toHaveLength(2);
    await world.queued();
  });

  it('reads another folder if the entry names one', async () => {
    const { box, mailbox } = world.addMailbox('imap', { folder: 'Support' });
    box.put(writeMail(), { folder: 'Support' });
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    await world.queued();
  });
});

describe('pollMailboxes over POP3', () => {
  it('ends the session without QUIT if a mail cannot be stored: the server deletes nothing until a later poll (RFC 1939 §8)', async () => {
    const { box, mailbox } = world.addMailbox('pop3', { after: 'delete' });
    box.put(writeMail());
    box.put(writeMail());
    const { mails } = world.ports([mailbox]);
    let stored = 0;
    const put: typeof mails.put = (...mail) => {
      stored += 1;
      return stored === 1 ? mails.put(...mail) : Promise.reject(new Error('no bucket'));
    };
    expect(await world.poll(mailbox, { ports: { mails: { put } } })).toMatchObject({ taken: 1 });
    expect(box.files()).toHaveLength(2);
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    expect(box.files()).toEqual([]);
    expect(await world.queued()).toHaveLength(2);
  });
});
