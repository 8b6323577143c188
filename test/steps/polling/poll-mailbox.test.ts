import { beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import { pollMailbox } from '../../../functions/steps/polling/poll-mailbox.ts';
import { MailboxError } from '../../../functions/steps/polling/ports.ts';
import {
  FAKE_MAILBOX,
  FakeMailbox,
  makePollWorld,
  NOW,
  type PollWorld,
  pollPorts,
} from './fake-mailbox.ts';

const MINUTE_MS = 60_000;
const POP3 = { ...FAKE_MAILBOX, protocol: 'pop3' as const };

let world: PollWorld;
beforeEach(() => {
  world = makePollWorld(new FakeMailbox(['1', '2']));
});
const poll = (mailbox: Mailbox = FAKE_MAILBOX, ports = pollPorts(world)) =>
  pollMailbox(ports, mailbox, {
    stopAtMs: world.now + MINUTE_MS,
    cutAtMs: world.now + 2 * MINUTE_MS,
  });

describe('pollMailbox', () => {
  it('takes the new mail, once, and reports it (R2, S15)', async () => {
    expect(await poll()).toEqual({ name: 'box', taken: 2, skipped: 0 });
    expect(await poll()).toEqual({ name: 'box', taken: 0, skipped: 0 });
    expect(world.queued).toHaveLength(2);
  });

  it('closes the mailbox and gives its lease back, also after a failure', async () => {
    world.session.listUids = async () => {
      throw new MailboxError('NO');
    };
    await poll();
    expect([world.session.isUsable(), world.lease.isGivenBack]).toEqual([false, true]);
  });

  it('has done its work though the lease, which ends by itself, cannot be given back', async () => {
    world.lease.giveBack = () => Promise.reject(new Error('throttled'));
    expect(await poll()).toEqual({ name: 'box', taken: 2, skipped: 0 });
    expect(world.alarms).toEqual([]);
  });

  it('leaves a mailbox alone that another poll holds', async () => {
    const ports = pollPorts(world);
    ports.cursors = { ...ports.cursors, lease: async () => undefined };
    const { error } = await poll(FAKE_MAILBOX, ports);
    expect([error, world.opened]).toEqual(['another poll of this mailbox is under way', 0]);
  });

  it('opens no mailbox if its lease is lost before that', async () => {
    world.lease.isLost = true;
    const { error } = await poll();
    expect([error, world.opened]).toEqual(['another poll took the mailbox over', 0]);
  });

  it('stores the activation before it opens the mailbox, so that a kill does not move it', async () => {
    const ports = pollPorts(world);
    let stored: number | undefined;
    ports.opener = {
      open: async () => {
        stored = world.lease.state?.activatedAtMs;
        return world.session;
      },
    };
    await poll(FAKE_MAILBOX, ports);
    expect(stored).toBe(NOW);
  });

  it('stores nothing that a password could be guessed from (S20)', async () => {
    const stored = await Promise.all(
      ['hunter2', 'correct horse'].map(async (text) => {
        const own = makePollWorld();
        const ports = pollPorts(own);
        ports.secrets.read = async () => ({ text, version: 'v1', writtenAtMs: NOW });
        await pollMailbox(ports, FAKE_MAILBOX, {
          stopAtMs: NOW + MINUTE_MS,
          cutAtMs: NOW + MINUTE_MS,
        });
        return own.lease.state;
      }),
    );
    expect(stored[0]).toEqual(stored[1]);
  });

  it('says which secret has no password', async () => {
    world.password = undefined;
    const { error, trouble } = await poll();
    expect(error).toMatch(/the secret "box" in Secrets Manager/);
    expect([trouble?.code, world.opened]).toEqual(['no-password', 0]);
  });

  it('forgets why a poll failed with the next one that succeeds (S11)', async () => {
    const { password } = world;
    world.password = undefined;
    await poll();
    expect(world.lease.state?.lastTrouble?.code).toBe('no-password');
    world.password = password;
    await poll();
    expect(world.lease.state).toMatchObject({ failures: 0, lastPolledAtMs: NOW });
    expect(world.lease.state?.lastError).toBeUndefined();
    expect(world.lease.state?.lastTrouble).toBeUndefined();
  });

  it('reports a poll that ran out of time, and goes on with the next', async () => {
    const { fetch } = world.session;
    world.session.fetch = async (mail) => {
      world.now += 2 * MINUTE_MS;
      return fetch.call(world.session, mail);
    };
    expect(await poll()).toMatchObject({ taken: 1, isUnfinished: true });
    expect(world.lease.state?.lastPolledAtMs).toBeUndefined();
    expect(await poll()).toEqual({ name: 'box', taken: 1, skipped: 0 });
    expect(world.lease.state?.lastPolledAtMs).toBe(world.now);
  });

  it('reports three single mails that cannot be fetched, at most', async () => {
    world.session = new FakeMailbox(['1', '2', '3', '4']);
    for (const uid of ['1', '2', '3', '4']) world.session.broken.add(uid);
    const { error, skipped } = await poll();
    expect([error?.match(/mail \d/g), skipped]).toEqual([['mail 1', 'mail 2', 'mail 3'], 4]);
  });

  it('is not held up for good by a mail over whose size the server ends the connection', async () => {
    world.session = new FakeMailbox(['1', '2', '3']);
    const { describe: describeMails } = world.session;
    world.session.describe = async (uids) => {
      if (!uids.includes('2')) return describeMails.call(world.session, uids);
      await world.session.close();
      throw new MailboxError('the server closed the connection');
    };
    for (let polls = 0; polls < 5; polls += 1) {
      await poll();
      world.now += 10 * MINUTE_MS;
    }
    expect(world.queued).toHaveLength(2);
    // a new mail does not wait for the bad one, which is tried again
    world.session.mails.push({ uid: '4', sizeBytes: 1 });
    await poll();
    expect(world.queued).toHaveLength(3);
  });

  it('takes new mail though the server fails to delete taken mail, and reports that (R2)', async () => {
    world.session = new FakeMailbox(['a']);
    world.session.applyAfter = async ({ uid }) => {
      throw new MailboxError(`-ERR ${uid} is locked`);
    };
    const mailbox = { ...POP3, after: 'delete' };
    await poll(mailbox);
    world.session.mails.push({ uid: 'b', sizeBytes: 1 });
    const { taken, error } = await poll(mailbox);
    expect([taken, error]).toEqual([1, expect.stringContaining('a is locked')]);
  });

  it('deletes mail that a former poll took and could not delete (R2)', async () => {
    const mailbox = { ...POP3, after: 'delete' };
    world.known.fates.set('1', 'deleting');
    await poll(mailbox);
    expect(world.session.appliedAfter).toEqual(['1', '2']);
  });

  it('ends in time though former polls left much to delete: a session that is cut deletes nothing (RFC 1939 §6)', async () => {
    for (const uid of ['1', '2']) world.known.fates.set(uid, 'deleting');
    const { applyAfter } = world.session;
    world.session.applyAfter = async (mail) => {
      world.now += 2 * MINUTE_MS;
      return applyAfter.call(world.session, mail);
    };
    await poll({ ...POP3, after: 'delete' });
    expect(world.session.appliedAfter).toEqual(['1']);
  });

  it('takes the mail of a folder whose UIDVALIDITY has changed, however low its UIDs (RFC 9051 §2.3.1.1)', async () => {
    await poll();
    world.session.uidScope = '2';
    world.session.mails = [{ uid: '1', sizeBytes: 1 }];
    expect((await poll()).taken).toBe(1);
  });

  it('takes no mail twice from a server that always lists the last one (RFC 9051 §6.4.8)', async () => {
    world.session.listUids = async () => ['2'];
    await poll();
    expect((await poll()).taken).toBe(0);
    expect(world.queued).toHaveLength(1);
  });

  it('looks once at mail from before the activation', async () => {
    for (const uid of ['1', '2']) world.session.dates.set(uid, 0);
    expect(await poll()).toMatchObject({ taken: 0, skipped: 2 });
    expect(await poll()).toMatchObject({ taken: 0, skipped: 0 });
  });

  it('takes old mail that somebody moves into the folder, if `since` allows (R2)', async () => {
    const mailbox = { ...FAKE_MAILBOX, since: '2015-01-01' };
    await poll(mailbox);
    world.session.mails.push({ uid: '3', sizeBytes: 1 });
    world.session.dates.set('3', Date.UTC(2020, 0, 1));
    expect((await poll(mailbox)).taken).toBe(1);
  });

  it('takes no emptied POP3 mailbox for a renumbered one, as new mail may have any date', async () => {
    const mailbox = { ...POP3, after: 'delete' };
    await poll(mailbox);
    world.session.mails = [{ uid: '3', sizeBytes: 1 }];
    world.session.dates.set('3', 0);
    expect((await poll(mailbox)).taken).toBe(1);
  });

  it('takes no POP3 mailbox for a renumbered one whose only mail cannot be fetched (S15)', async () => {
    world.session = new FakeMailbox(['a']);
    world.session.broken.add('a');
    await poll(POP3);
    world.session.mails.push({ uid: 'new', sizeBytes: 1 });
    world.session.dates.set('new', 0);
    expect((await poll(POP3)).taken).toBe(1);
  });

  it('takes the mail of a POP3 server that hides what was retrieved, at every poll (RFC 1939 §8)', async () => {
    await poll(POP3);
    for (const sizeBytes of [21, 22, 23]) {
      world.session.mails = [{ uid: `new-${sizeBytes}`, sizeBytes }];
      world.now += 60_000;
      expect(await poll(POP3)).toMatchObject({ taken: 1 });
    }
  });

  it('looks through a POP3 mailbox once an hour whose server gives the same mails other UIDLs (S15)', async () => {
    await poll(POP3);
    const again = (uid: string) => {
      world.session.mails = world.session.mails.map((mail, place) => ({
        ...mail,
        uid: uid + place,
      }));
      world.now += 60_000;
      return poll(POP3);
    };
    expect((await again('b')).taken).toBe(2);
    expect(await again('c')).toMatchObject({ taken: 0, error: expect.stringMatching(/other ids/) });
  });

  it('takes any mail of POP3 as new after the first poll, whatever its date', async () => {
    await poll(POP3);
    expect(world.lease.state?.position).toMatchObject({ isBaselined: true, remaining: 2 });
    world.session.mails.push({ uid: '3', sizeBytes: 1 });
    world.session.dates.set('3', 0);
    expect((await poll(POP3)).taken).toBe(1);
  });
});

describe('a mailbox that cannot be polled', () => {
  beforeEach(() => {
    world.refusal = new MailboxError('NO login', { code: 'login-refused' });
  });
  const fail = async (times: number) => {
    for (let failure = 0; failure < times; failure += 1) await poll();
    return world.opened;
  };

  it('is reported with what the server said', async () => {
    expect(await poll()).toEqual({
      name: 'box',
      taken: 0,
      skipped: 0,
      error: 'NO login',
      trouble: { code: 'login-refused' },
    });
  });

  it('rests after the third failure, and says until when and why', async () => {
    expect(await fail(4)).toBe(3);
    expect(await poll()).toMatchObject({
      error: 'NO login (tried again after 2026-11-03T10:02:00.000Z)',
      trouble: { code: 'login-refused' },
    });
    world.now += 2 * MINUTE_MS;
    await poll();
    expect(world.opened).toBe(4);
  });

  it('raises the alarm with the third failure, not before', async () => {
    await fail(2);
    expect(world.alarms).toEqual([]);
    await fail(1);
    expect(world.alarms).toEqual(['a mailbox rests']);
  });

  it.each([
    ['the password', FAKE_MAILBOX],
    ['its entry', { ...FAKE_MAILBOX, tls: true }],
  ])('rests no longer once %s is another one', async (what, mailbox) => {
    await fail(4);
    world.refusal = undefined;
    if (what === 'the password') world.password = 'another';
    expect((await poll(mailbox)).taken).toBe(2);
    expect(world.lease.state).toMatchObject({ failures: 0 });
  });

  it('loses nothing that it had dealt with', async () => {
    world.refusal = undefined;
    await poll();
    world.refusal = new MailboxError('NO login');
    await fail(4);
    world.refusal = undefined;
    world.now += 2 * MINUTE_MS;
    expect(await poll()).toEqual({ name: 'box', taken: 0, skipped: 0 });
  });
});

describe('mail that cannot be stored or queued', () => {
  it('is taken by a later poll, raises the alarm, and is not put down to the mailbox', async () => {
    const ports = pollPorts(world);
    ports.queue = {
      enqueue: async () => {
        throw new TypeError('of secret words');
      },
    };
    const report = await poll(FAKE_MAILBOX, ports);
    expect(report).toEqual({
      name: 'box',
      taken: 0,
      skipped: 0,
      error: 'mail cannot be stored or queued now (TypeError); it is tried again',
    });
    expect(world.alarms).toEqual(['polled mail could not be stored']);
    expect((await poll()).taken).toBe(2);
  });

  it('stays on a POP3 server that deletes what was retrieved when a session ends (RFC 1939 §8)', async () => {
    const ports = pollPorts(world);
    ports.mails = { put: () => Promise.reject(new Error('no bucket')) };
    await poll(POP3, ports);
    expect(world.session.isAbandoned).toBe(true);
  });

  it('does not end the poll of other mailboxes, even if no lease can be taken', async () => {
    const ports = pollPorts(world);
    ports.cursors = {
      ...ports.cursors,
      lease: async () => {
        throw new Error('no table');
      },
    };
    expect((await poll(FAKE_MAILBOX, ports)).error).toMatch(/it is tried again/);
  });
});

describe('a refresh token that came with the access token (R2, RFC 6749 §6)', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  beforeEach(() => {
    world.session.renewedSecret = 'renewed';
  });

  it('takes the place of one that is a week old', async () => {
    world.passwordAtMs = NOW - 7 * DAY_MS;
    await poll();
    expect(world.password).toBe('renewed');
  });

  it('is not stored with each poll', async () => {
    world.passwordAtMs = NOW - 6 * DAY_MS;
    await poll();
    expect(world.password).toBe('password');
  });

  it('stops no poll if it cannot be stored, and no log line quotes it', async () => {
    world.passwordAtMs = NOW - 7 * DAY_MS;
    const ports = pollPorts(world);
    ports.secrets.replace = async (_secret, _read, text) => {
      throw new Error(`the value ${text} is refused`);
    };
    const lines: unknown[] = [];
    ports.log.warn = (...line) => lines.push(line);
    expect(await poll(FAKE_MAILBOX, ports)).toEqual({ name: 'box', taken: 2, skipped: 0 });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('the value renewed');
  });
});
