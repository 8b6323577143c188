import { describe, expect, it } from 'vitest';
import { MAX_POLLED_MAIL_BYTES } from '../../../functions/steps/polling/judge-mails.ts';
import {
  type Intake,
  MailTaker,
  polledMailId,
} from '../../../functions/steps/polling/mail-taker.ts';
import { LeaseLostError } from '../../../functions/steps/polling/mailbox-progress.ts';
import { MailboxError } from '../../../functions/steps/polling/ports.ts';
import { listUids } from '../../../functions/steps/polling/visit-mailbox.ts';
import {
  FAKE_MAILBOX,
  FakeLease,
  FakeMailbox,
  FakeUidls,
  GUARDED_MS,
  NOW,
  visitFake,
} from './fake-mailbox.ts';

const HOUR_MS = 3_600_000;
/** The duplicate guards of what is delivered now have expired by then. */
const YEARS_LATER = () => NOW + GUARDED_MS + HOUR_MS;

/** The mails that one poll takes, in order, and its report. */
async function poll(
  session: FakeMailbox,
  lease: FakeLease,
  options: Parameters<typeof visitFake>[2] & { stopAtMs?: number } = {},
) {
  const taken: string[] = [];
  const intake: Intake = { taken: 0, skipped: 0, errors: [] };
  const visit = visitFake(session, lease, options);
  const ports = {
    mails: {
      async put(_: string, __: string, mail: { sha256: string }) {
        taken.push(mail.sha256);
        return `polled/${mail.sha256}`;
      },
    },
    queue: { enqueue: async () => undefined },
  };
  const uids = await listUids(visit);
  let error: unknown;
  let isComplete = false;
  try {
    isComplete = await new MailTaker(ports, visit, intake).takeAll(
      uids,
      options.stopAtMs ?? NOW + HOUR_MS,
    );
    if (isComplete && visit.progress.state.position?.kind === 'pop3') {
      visit.progress.change({
        position: { kind: 'pop3', isBaselined: true, remaining: session.mails.length },
      });
    }
    await visit.progress.write();
  } catch (thrown) {
    error = thrown;
  }
  return { taken, intake, error, isComplete };
}

describe('MailTaker', () => {
  it('goes on after a mail that cannot be fetched, and tries it again later', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session.broken.add('2');
    const first = await poll(session, lease);
    expect(first.taken).toEqual(['1', '3']);
    expect(first.intake).toMatchObject({ taken: 2, skipped: 1 });
    expect(first.intake.errors[0]).toMatch(/mail 2 cannot be fetched and is tried again/);
    session.broken.clear();
    expect((await poll(session, lease)).taken).toEqual(['2']);
    expect((await poll(session, lease)).taken).toEqual([]);
  });

  it('takes no mail older than the duplicate guards again under a new UIDVALIDITY (S15)', async () => {
    const lease = new FakeLease();
    const session = new FakeMailbox(['1', '2']);
    await poll(session, lease);
    session.uidScope = '2';
    session.mails = ['11', '12', '13'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('11', NOW);
    session.dates.set('12', NOW + GUARDED_MS / 2);
    const options = { now: YEARS_LATER, stopAtMs: Infinity };
    expect((await poll(session, lease, options)).taken).toEqual(['12', '13']);
  });

  it('takes new mail of a folder that was restored with its UIDVALIDITY, whose UIDs begin anew (R2)', async () => {
    const session = new FakeMailbox(['5000']);
    const lease = new FakeLease();
    session.uidNext = 5001;
    expect((await poll(session, lease)).taken).toEqual(['5000']);
    session.mails = [{ uid: '1', sizeBytes: 1 }];
    session.uidNext = 2;
    expect((await poll(session, lease)).taken).toEqual(['1']);
    expect((await poll(session, lease)).taken).toEqual([]);
  });

  it('recovers from a UID beyond every other that a server once stated (R2)', async () => {
    const session = new FakeMailbox(['4294967295']);
    const lease = new FakeLease();
    await poll(session, lease);
    session.mails.unshift({ uid: '7', sizeBytes: 1 });
    session.uidNext = 8;
    expect((await poll(session, lease)).taken).toContain('7');
  });

  it('looks through a mailbox again once an hour, if its server renumbers it at each login (S15)', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    const pollAt = (minute: number) => {
      session.uidScope = String(minute);
      return poll(session, lease, { now: () => NOW + minute * 60_000, stopAtMs: Infinity });
    };
    expect((await pollAt(1)).taken).toEqual(['1', '2']);
    expect((await pollAt(2)).taken).toEqual(['1', '2']);
    for (const minute of [3, 30, 61]) {
      expect(await pollAt(minute)).toMatchObject({
        taken: [],
        error: { message: expect.stringMatching(/other ids at each login.*"after"/) },
      });
    }
    session.mails.push({ uid: '3', sizeBytes: 1 });
    expect((await pollAt(62)).taken).toEqual(['1', '2', '3']);
  });

  it('waits for no hour if taken mail leaves the mailbox', async () => {
    const session = new FakeMailbox(['1']);
    const lease = new FakeLease();
    const mailbox = { ...FAKE_MAILBOX, after: 'move:Done' };
    for (const scope of ['1', '2', '3', '4']) {
      session.uidScope = scope;
      expect((await poll(session, lease, { mailbox })).taken).toEqual(['1']);
    }
  });

  it('does not take an empty folder for one that is renumbered again and again', async () => {
    const session = new FakeMailbox(['1']);
    const lease = new FakeLease();
    await poll(session, lease);
    session.uidScope = '2';
    session.mails = [];
    for (let times = 0; times < 3; times += 1) {
      expect(await poll(session, lease)).toMatchObject({ error: undefined, isComplete: true });
    }
  });

  it('imports mail of any age at the first poll if `since` asks for it (R2)', async () => {
    const session = new FakeMailbox(['1']);
    session.dates.set('1', NOW - 2 * GUARDED_MS);
    const mailbox = { ...FAKE_MAILBOX, since: '2015-01-01' };
    expect((await poll(session, new FakeLease(), { mailbox })).taken).toEqual(['1']);
  });

  it('is not held up by a mail that breaks the connection', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session.cuts.add('2');
    expect(await poll(session, lease)).toMatchObject({ taken: ['1'], error: { message: 'no 2' } });
    session.reconnect();
    // the bad mail now comes last, and more and more rarely
    expect((await poll(session, lease)).taken).toEqual(['3']);
    session.reconnect();
    session.cuts.clear();
    expect((await poll(session, lease)).taken).toEqual([]);
    expect((await poll(session, lease, { now: () => NOW + 60_000 })).taken).toEqual(['2']);
  });

  it('asks for mails one by one if the server refuses to describe them together', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    session.undescribable.add('2');
    const { taken, intake } = await poll(session, new FakeLease());
    expect(taken).toEqual(['1', '3']);
    expect(intake.skipped).toBe(1);
  });

  it('passes over a mail that vanished meanwhile', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    const { listUids } = session;
    const listed = await session.listUids(0);
    session.mails.shift();
    // listed before it vanished
    session.listUids = async () => {
      session.listUids = listUids;
      return listed;
    };
    expect((await poll(session, lease)).taken).toEqual(['2']);
    expect(lease.state?.position).toMatchObject({ uid: 2 });
  });

  it.each([
    ['describe', 'leftOut'],
    ['fetch', 'empty'],
  ] as const)('tries a mail again that the server lists but leaves out of %s', async (_, how) => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session[how].add('2');
    const first = await poll(session, lease);
    expect(first.taken).toEqual(['1', '3']);
    expect(first.intake.errors).toEqual([expect.stringMatching(/mail 2 .*is tried again/)]);
    session[how].clear();
    expect((await poll(session, lease)).taken).toEqual(['2']);
  });

  it('stops if the server throttles, and does not count that against the mail', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    session.isThrottled = true;
    const { taken, error, intake } = await poll(session, lease);
    expect({ taken, error }).toMatchObject({ taken: [], error: { message: '[OVERQUOTA]' } });
    expect(intake.skipped).toBe(0);
    session.isThrottled = false;
    expect((await poll(session, lease)).taken).toEqual(['1', '2']);
  });

  it('takes only the header of a mail larger than listed, and never deletes the mail (S14)', async () => {
    const session = new FakeMailbox(['a', 'b']);
    const known = new FakeUidls();
    const lease = new FakeLease();
    const mailbox = { ...FAKE_MAILBOX, protocol: 'pop3' as const, after: 'delete' as const };
    session.tooLarge.add('a');
    expect((await poll(session, lease, { known, mailbox })).taken).toEqual(['b']);
    expect((await poll(session, lease, { known, mailbox })).taken).toEqual(['header of a']);
    expect(known.fateOf('a')).toBe('kept');
    expect(session.appliedAfter).toEqual(['b']);
    expect((await poll(session, lease, { known, mailbox })).taken).toEqual([]);
  });

  it('leaves a mail over 40 MB in the mailbox, takes its header, reports it once, and goes on (S14)', async () => {
    const session = new FakeMailbox(['1'], MAX_POLLED_MAIL_BYTES + 1);
    session.mails.push({ uid: '2', sizeBytes: 1 });
    const lease = new FakeLease();
    const first = await poll(session, lease);
    expect(first.taken).toEqual(['header of 1', '2']);
    expect(session.appliedAfter).toEqual(['2']);
    expect(first.intake.errors).toEqual([expect.stringMatching(/mail 1 has 41943041 octets/)]);
    expect((await poll(session, lease)).intake.errors).toEqual([]);
  });

  it('never moves the cursor past a mail that it did not reach', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    let now = NOW;
    const first = await poll(session, lease, { now: () => now++, stopAtMs: NOW + 4 });
    expect(first.isComplete).toBe(false);
    const second = await poll(session, lease);
    expect([...first.taken, ...second.taken]).toEqual(['1', '2', '3']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'never moves it past a mail that an answer leaves out, ended after %i looks at the clock',
    async (looks) => {
      const session = new FakeMailbox(['1', '2', '3']);
      const lease = new FakeLease();
      session.leftOut.add('2');
      let now = NOW;
      const first = await poll(session, lease, { now: () => now++, stopAtMs: NOW + looks });
      session.leftOut.clear();
      const second = await poll(session, lease, { now: () => NOW + HOUR_MS / 2 });
      expect([...first.taken, ...second.taken].sort()).toEqual(['1', '2', '3']);
    },
  );

  it('stops at once when another poll has taken the mailbox over', async () => {
    const lease = new FakeLease();
    lease.isLost = true;
    const { taken, error } = await poll(new FakeMailbox(['1', '2']), lease);
    expect(taken).toEqual(['1']);
    expect(error).toBeInstanceOf(LeaseLostError);
  });
});

describe('MailTaker over POP3', () => {
  const pop3 = { ...FAKE_MAILBOX, protocol: 'pop3' as const };

  it('judges mail by its date only at the first poll: any new mail is taken later', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a', 'b', 'c']);
    session.dates.set('a', NOW - 2 * HOUR_MS);
    session.dates.set('b', NOW - HOUR_MS / 2);
    const first = await poll(session, lease, { known, mailbox: pop3 });
    expect(first.taken).toEqual(['b', 'c']);
    expect(first.intake.skipped).toBe(1);
    // the sender's clock is a year late
    session.mails.unshift({ uid: 'd', sizeBytes: 1 });
    session.dates.set('d', NOW - 8_760 * HOUR_MS);
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual(['d']);
  });

  it('judges a mail of the first poll by its date even if it could only be read later', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['old', 'new', 'other']);
    session.dates.set('old', NOW - 2 * HOUR_MS);
    const { dateOf } = session;
    session.dateOf = async (mail) => {
      if (mail.uid !== 'other') throw new MailboxError('-ERR not now');
      return dateOf.call(session, mail);
    };
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual(['other']);
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual([]);
    session.dateOf = dateOf;
    const later = { known, mailbox: pop3, now: () => NOW + HOUR_MS / 2 };
    expect((await poll(session, lease, later)).taken).toEqual(['new']);
    expect(lease.state?.troubled).toEqual({});
  });

  it('judges mail by its date again when the server has renumbered everything', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a']);
    await poll(session, lease, { known, mailbox: pop3 });
    session.mails = [{ uid: 'x', sizeBytes: 1 }];
    session.dates.set('x', NOW - 2 * HOUR_MS);
    const { taken, intake } = await poll(session, lease, { known, mailbox: pop3 });
    expect([taken, intake.skipped]).toEqual([[], 1]);
  });

  it('takes no mail older than the duplicate guards again when the server has renumbered everything (S15)', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a', 'b']);
    await poll(session, lease, { known, mailbox: pop3 });
    session.mails = ['x', 'y'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('x', NOW);
    session.dates.set('y', NOW + GUARDED_MS / 2);
    const options = { known, mailbox: pop3, now: YEARS_LATER, stopAtMs: Infinity };
    expect((await poll(session, lease, options)).taken).toEqual(['y']);
    expect((await poll(session, lease, options)).taken).toEqual([]);
  });

  it('knows that the server has renumbered everything, also after a killed poll (S15)', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a']);
    await poll(session, lease, { known, mailbox: pop3 });
    session.mails = ['new', 'killing', 'old'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('old', NOW);
    const options = { known, mailbox: pop3, now: YEARS_LATER, stopAtMs: Infinity };
    const { fetch } = session;
    session.fetch = async (mail) => {
      if (mail.uid === 'killing') throw new Error('killed');
      return fetch.call(session, mail);
    };
    expect((await poll(session, lease, options)).taken).toEqual(['new']);
    session.fetch = fetch;
    expect((await poll(session, lease, options)).taken).toEqual(['killing']);
  });

  it('takes no old mail later though the poll was killed while it stored which mails it passed over', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['old', 'new']);
    session.dates.set('old', NOW - 2 * HOUR_MS);
    const { add } = known;
    known.add = async (uidls, fate) => {
      if (uidls.includes('old')) throw new Error('killed');
      return add.call(known, uidls, fate);
    };
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual(['new']);
    known.add = add;
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual([]);
  });

  it('knows a mail by any UIDL, even `__proto__`', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['__proto__', 'constructor']);
    session.broken.add('__proto__');
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual(['constructor']);
    session.broken.clear();
    expect((await poll(session, lease, { known, mailbox: pop3 })).taken).toEqual(['__proto__']);
  });

  it('stores which mails are to be deleted and which are kept', async () => {
    const known = new FakeUidls();
    const mailbox = { ...pop3, after: 'delete' };
    const session = new FakeMailbox(['old', 'new']);
    session.dates.set('old', NOW - 2 * HOUR_MS);
    await poll(session, new FakeLease(), { known, mailbox });
    expect(Object.fromEntries(known.fates)).toEqual({ old: 'kept', new: 'deleting' });
    expect(session.appliedAfter).toEqual(['new']);
  });
});

describe('polledMailId', () => {
  it('is the same only for the same octets in the same place (S15)', () => {
    const ids = [
      polledMailId('box', '1', '2', 'hash'),
      polledMailId('box', '1', '2', 'hash'),
      polledMailId('box', '12', '', 'hash'),
      polledMailId('box', '1', '2', 'other'),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toMatch(/^[0-9a-f]{40}$/);
  });
});
