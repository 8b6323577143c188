import { describe, expect, it } from 'vitest';
import { MAX_POLLED_MAIL_BYTES } from '../../../functions/steps/polling/judge-mails.ts';
import { polledMailId } from '../../../functions/steps/polling/mail-taker.ts';
import { LeaseLostError } from '../../../functions/steps/polling/mailbox-progress.ts';
import {
  FAKE_MAILBOX,
  FakeLease,
  FakeMailbox,
  FakeUidls,
  GUARDED_MS,
  NOW,
  visitFake,
} from './fake-mailbox.ts';
import { HOUR_MS, pollFake } from './poll-fake.ts';

/** The duplicate guards of what is delivered now have expired by then. */
const YEARS_LATER = () => NOW + GUARDED_MS + HOUR_MS;

describe('MailTaker', () => {
  it('goes on after a mail that cannot be fetched, and tries it again later', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session.broken.add('2');
    const first = await pollFake(session, lease);
    expect(first.taken).toEqual(['1', '3']);
    expect(first.intake).toMatchObject({ taken: 2, skipped: 1 });
    expect(first.intake.errors[0]).toMatch(/mail 2 cannot be fetched and is tried again/);
    session.broken.clear();
    expect((await pollFake(session, lease)).taken).toEqual(['2']);
    expect((await pollFake(session, lease)).taken).toEqual([]);
  });

  it('asks an IMAP server only for what lies above the last mail it has taken (R2)', async () => {
    const lease = new FakeLease();
    await pollFake(new FakeMailbox(['1', '2']), lease);
    const next = visitFake(new FakeMailbox(['1', '2', '3']), lease);
    expect(next.progress.listsAbove).toBe(2);
  });

  it('takes no mail older than the duplicate guards again under a new UIDVALIDITY (S15)', async () => {
    const lease = new FakeLease();
    const session = new FakeMailbox(['1', '2']);
    await pollFake(session, lease);
    session.uidScope = '2';
    session.mails = ['11', '12', '13'].map((uid) => ({ uid, sizeBytes: 1 }));
    session.dates.set('11', NOW);
    session.dates.set('12', NOW + GUARDED_MS / 2);
    const options = { now: YEARS_LATER, stopAtMs: Infinity };
    expect((await pollFake(session, lease, options)).taken).toEqual(['12', '13']);
  });

  it('takes new mail of a folder that was restored with its UIDVALIDITY, whose UIDs begin anew (R2)', async () => {
    const session = new FakeMailbox(['5000']);
    const lease = new FakeLease();
    session.uidNext = 5001;
    expect((await pollFake(session, lease)).taken).toEqual(['5000']);
    session.mails = [{ uid: '1', sizeBytes: 1 }];
    session.uidNext = 2;
    expect((await pollFake(session, lease)).taken).toEqual(['1']);
    expect((await pollFake(session, lease)).taken).toEqual([]);
  });

  it('recovers from a UID beyond every other that a server once stated (R2)', async () => {
    const session = new FakeMailbox(['4294967295']);
    const lease = new FakeLease();
    await pollFake(session, lease);
    session.mails.unshift({ uid: '7', sizeBytes: 1 });
    session.uidNext = 8;
    expect((await pollFake(session, lease)).taken).toContain('7');
  });

  it('looks through a mailbox again once an hour, if its server renumbers it at each login (S15)', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    const pollAt = (minute: number) => {
      session.uidScope = String(minute);
      return pollFake(session, lease, { now: () => NOW + minute * 60_000, stopAtMs: Infinity });
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
      expect((await pollFake(session, lease, { mailbox })).taken).toEqual(['1']);
    }
  });

  it('does not take an empty folder for one that is renumbered again and again', async () => {
    const session = new FakeMailbox(['1']);
    const lease = new FakeLease();
    await pollFake(session, lease);
    session.uidScope = '2';
    session.mails = [];
    for (let times = 0; times < 3; times += 1) {
      expect(await pollFake(session, lease)).toMatchObject({ error: undefined, isComplete: true });
    }
  });

  it('imports mail of any age at the first poll if `since` asks for it (R2)', async () => {
    const session = new FakeMailbox(['1']);
    session.dates.set('1', NOW - 2 * GUARDED_MS);
    const mailbox = { ...FAKE_MAILBOX, since: '2015-01-01' };
    expect((await pollFake(session, new FakeLease(), { mailbox })).taken).toEqual(['1']);
  });

  it('is not held up by a mail that breaks the connection', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session.cuts.add('2');
    expect(await pollFake(session, lease)).toMatchObject({
      taken: ['1'],
      error: { message: 'no 2' },
    });
    session.reconnect();
    // the bad mail now comes last, and more and more rarely
    expect((await pollFake(session, lease)).taken).toEqual(['3']);
    session.reconnect();
    session.cuts.clear();
    expect((await pollFake(session, lease)).taken).toEqual([]);
    expect((await pollFake(session, lease, { now: () => NOW + 60_000 })).taken).toEqual(['2']);
  });

  it('does what `after` says with a later poll if the connection ended before (S15)', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session.cutsAfter.add('2');
    const first = await pollFake(session, lease);
    expect([first.taken, first.error]).toMatchObject([['1', '2'], { message: 'not 2' }]);
    session.reconnect();
    session.cutsAfter.clear();
    // the same octets at the same place have the same id, so the mail is one
    expect((await pollFake(session, lease)).taken).toEqual(['3', '2']);
    expect(session.appliedAfter).toEqual(['1', '3', '2']);
  });

  it('takes a mail all the same, once, if the server refuses what `after` says', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    session.refusesAfter.add('1');
    const { taken, intake } = await pollFake(session, lease);
    expect([taken, intake.errors]).toEqual([['1', '2'], ['mail 1 was taken, but: not 1']]);
    expect((await pollFake(session, lease)).taken).toEqual([]);
  });

  it('asks for mails one by one if the server refuses to describe them together', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    session.undescribable.add('2');
    const { taken, intake } = await pollFake(session, new FakeLease());
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
    expect((await pollFake(session, lease)).taken).toEqual(['2']);
    expect(lease.state?.position).toMatchObject({ uid: 2 });
  });

  it.each([
    ['describe', 'leftOut'],
    ['fetch', 'empty'],
  ] as const)('tries a mail again that the server lists but leaves out of %s', async (_, how) => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    session[how].add('2');
    const first = await pollFake(session, lease);
    expect(first.taken).toEqual(['1', '3']);
    expect(first.intake.errors).toEqual([expect.stringMatching(/mail 2 .*is tried again/)]);
    session[how].clear();
    expect((await pollFake(session, lease)).taken).toEqual(['2']);
  });

  it('stops if the server throttles, and does not count that against the mail', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    session.isThrottled = true;
    const { taken, error, intake } = await pollFake(session, lease);
    expect({ taken, error }).toMatchObject({ taken: [], error: { message: '[OVERQUOTA]' } });
    expect(intake.skipped).toBe(0);
    session.isThrottled = false;
    expect((await pollFake(session, lease)).taken).toEqual(['1', '2']);
  });

  it('takes only the header of a mail larger than listed, and never deletes the mail (S14)', async () => {
    const session = new FakeMailbox(['a', 'b']);
    const known = new FakeUidls();
    const lease = new FakeLease();
    const mailbox = { ...FAKE_MAILBOX, protocol: 'pop3' as const, after: 'delete' as const };
    session.tooLarge.add('a');
    expect((await pollFake(session, lease, { known, mailbox })).taken).toEqual(['b']);
    expect((await pollFake(session, lease, { known, mailbox })).taken).toEqual(['header of a']);
    expect(known.fateOf('a')).toBe('kept');
    expect(session.appliedAfter).toEqual(['b']);
    expect((await pollFake(session, lease, { known, mailbox })).taken).toEqual([]);
  });

  it('leaves a mail over 40 MB in the mailbox, takes its header, reports it once, and goes on (S14)', async () => {
    const session = new FakeMailbox(['1'], MAX_POLLED_MAIL_BYTES + 1);
    session.mails.push({ uid: '2', sizeBytes: 1 });
    const lease = new FakeLease();
    const first = await pollFake(session, lease);
    expect(first.taken).toEqual(['header of 1', '2']);
    expect(session.appliedAfter).toEqual(['2']);
    expect(first.intake.errors).toEqual([expect.stringMatching(/mail 1 has 41943041 octets/)]);
    expect((await pollFake(session, lease)).intake.errors).toEqual([]);
  });

  it('never moves the cursor past a mail that it did not reach', async () => {
    const session = new FakeMailbox(['1', '2', '3']);
    const lease = new FakeLease();
    let now = NOW;
    const first = await pollFake(session, lease, { now: () => now++, stopAtMs: NOW + 4 });
    expect(first.isComplete).toBe(false);
    const second = await pollFake(session, lease);
    expect([...first.taken, ...second.taken]).toEqual(['1', '2', '3']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'never moves it past a mail that an answer leaves out, ended after %i looks at the clock',
    async (looks) => {
      const session = new FakeMailbox(['1', '2', '3']);
      const lease = new FakeLease();
      session.leftOut.add('2');
      let now = NOW;
      const first = await pollFake(session, lease, { now: () => now++, stopAtMs: NOW + looks });
      session.leftOut.clear();
      const second = await pollFake(session, lease, { now: () => NOW + HOUR_MS / 2 });
      expect([...first.taken, ...second.taken].sort()).toEqual(['1', '2', '3']);
    },
  );

  it('stops at once when another poll has taken the mailbox over', async () => {
    const lease = new FakeLease();
    lease.isLost = true;
    const { taken, error } = await pollFake(new FakeMailbox(['1', '2']), lease);
    expect(taken).toEqual(['1']);
    expect(error).toBeInstanceOf(LeaseLostError);
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
