import { describe, expect, it } from 'vitest';
import { MailboxError } from '../../../functions/steps/polling/ports.ts';
import {
  FAKE_MAILBOX,
  FakeLease,
  FakeMailbox,
  FakeUidls,
  GUARDED_MS,
  NOW,
} from './fake-mailbox.ts';
import { HOUR_MS, pollFake } from './poll-fake.ts';

/** The duplicate guards of what is delivered now have expired by then. */
const YEARS_LATER = () => NOW + GUARDED_MS + HOUR_MS;

describe('MailTaker over POP3', () => {
  const pop3 = { ...FAKE_MAILBOX, protocol: 'pop3' as const };

  it('judges mail by its date only at the first poll: any new mail is taken later', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a', 'b', 'c']);
    session.dates.set('a', NOW - 2 * HOUR_MS);
    session.dates.set('b', NOW - HOUR_MS / 2);
    const first = await pollFake(session, lease, { known, mailbox: pop3 });
    expect(first.taken).toEqual(['b', 'c']);
    expect(first.intake.skipped).toBe(1);
    // the sender's clock is a year late
    session.mails.unshift({ uid: 'd', sizeBytes: 1 });
    session.dates.set('d', NOW - 8_760 * HOUR_MS);
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual(['d']);
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
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual(['other']);
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual([]);
    session.dateOf = dateOf;
    const later = { known, mailbox: pop3, now: () => NOW + HOUR_MS / 2 };
    expect((await pollFake(session, lease, later)).taken).toEqual(['new']);
    expect(lease.state?.troubled).toEqual({});
  });

  it('is not held up by a mail that breaks the connection when its date is asked for', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a', 'cutting', 'b']);
    const { dateOf } = session;
    session.dateOf = async (mail) => {
      if (mail.uid !== 'cutting') return dateOf.call(session, mail);
      await session.close();
      throw new MailboxError('the server closed the connection');
    };
    expect(await pollFake(session, lease, { known, mailbox: pop3 })).toMatchObject({
      taken: ['a'],
      error: { message: 'the server closed the connection' },
    });
    session.reconnect();
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual(['b']);
  });

  it('judges mail by its date again when the server has renumbered everything', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a']);
    await pollFake(session, lease, { known, mailbox: pop3 });
    session.mails = [{ uid: 'x', sizeBytes: 1 }];
    session.dates.set('x', NOW - 2 * HOUR_MS);
    const { taken, intake } = await pollFake(session, lease, { known, mailbox: pop3 });
    expect([taken, intake.skipped]).toEqual([[], 1]);
  });

  it('takes no mail older than the duplicate guards again when the server has renumbered everything (S15)', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a', 'b']);
    await pollFake(session, lease, { known, mailbox: pop3 });
    session.mails = ['x', 'y'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('x', NOW);
    session.dates.set('y', NOW + GUARDED_MS / 2);
    const options = { known, mailbox: pop3, now: YEARS_LATER, stopAtMs: Infinity };
    expect((await pollFake(session, lease, options)).taken).toEqual(['y']);
    expect((await pollFake(session, lease, options)).taken).toEqual([]);
  });

  it('knows that the server has renumbered everything, also after a killed poll (S15)', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['a']);
    await pollFake(session, lease, { known, mailbox: pop3 });
    session.mails = ['new', 'killing', 'old'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('old', NOW);
    const options = { known, mailbox: pop3, now: YEARS_LATER, stopAtMs: Infinity };
    const { fetch } = session;
    session.fetch = async (mail) => {
      if (mail.uid === 'killing') throw new Error('killed');
      return fetch.call(session, mail);
    };
    expect((await pollFake(session, lease, options)).taken).toEqual(['new']);
    session.fetch = fetch;
    expect((await pollFake(session, lease, options)).taken).toEqual(['killing']);
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
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual(['new']);
    known.add = add;
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual([]);
  });

  it('knows a mail by any UIDL, even `__proto__`', async () => {
    const known = new FakeUidls();
    const lease = new FakeLease();
    const session = new FakeMailbox(['__proto__', 'constructor']);
    session.broken.add('__proto__');
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual([
      'constructor',
    ]);
    session.broken.clear();
    expect((await pollFake(session, lease, { known, mailbox: pop3 })).taken).toEqual(['__proto__']);
  });

  it('stores which mails are to be deleted and which are kept', async () => {
    const known = new FakeUidls();
    const mailbox = { ...pop3, after: 'delete' };
    const session = new FakeMailbox(['old', 'new']);
    session.dates.set('old', NOW - 2 * HOUR_MS);
    await pollFake(session, new FakeLease(), { known, mailbox });
    expect(Object.fromEntries(known.fates)).toEqual({ old: 'kept', new: 'deleting' });
    expect(session.appliedAfter).toEqual(['new']);
  });
});
