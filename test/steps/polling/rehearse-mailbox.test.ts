import { beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import { SETTING_DEFAULTS } from '../../../functions/settings/settings.ts';
import { pollMailboxes } from '../../../functions/steps/polling/poll-mailboxes.ts';
import { MailboxError } from '../../../functions/steps/polling/ports.ts';
import { rehearseMailbox } from '../../../functions/steps/polling/rehearse-mailbox.ts';
import {
  FAKE_MAILBOX,
  FakeMailbox,
  makePollWorld,
  type PollWorld,
  pollPorts,
} from './fake-mailbox.ts';

const HOUR_MS = 3_600_000;
const POP3 = { ...FAKE_MAILBOX, protocol: 'pop3' as const, after: 'delete' };

let world: PollWorld;
beforeEach(() => {
  world = makePollWorld(new FakeMailbox(['1', '2', '3']));
  world.session.dates.set('1', world.now - HOUR_MS);
});
const budget = () => ({ stopAtMs: world.now + HOUR_MS, cutAtMs: world.now + 2 * HOUR_MS });
const rehearse = (mailbox: Mailbox = FAKE_MAILBOX) =>
  rehearseMailbox(pollPorts(world), mailbox, budget());

describe('rehearseMailbox', () => {
  it('shows what the next poll would take, and counts what it would not', async () => {
    expect(await rehearse()).toMatchObject({
      name: 'box',
      taken: 2,
      skipped: 1,
      wouldTake: [{ uid: '2' }, { uid: '3' }],
    });
  });

  it.each([FAKE_MAILBOX, POP3])('changes nothing: $protocol', async (mailbox) => {
    await rehearse(mailbox);
    expect([world.queued, world.session.appliedAfter, world.lease.state]).toEqual([
      [],
      [],
      undefined,
    ]);
    expect(world.known.fates.size).toBe(0);
    expect(world.session.isUsable()).toBe(false);
  });

  it('knows what a poll has taken already', async () => {
    world.known.fates.set('2', 'kept');
    expect(await rehearse({ ...POP3, since: '2026-01-01' })).toMatchObject({
      wouldTake: [{ uid: '1' }, { uid: '3' }],
    });
  });

  it('shows 50 mails, and counts the others', async () => {
    const uids = Array.from({ length: 52 }, (_, index) => `${index + 1}`);
    world.session = new FakeMailbox(uids);
    const { taken, wouldTake } = await rehearse();
    expect([taken, wouldTake?.length]).toEqual([52, 50]);
  });

  it('says so if the time is up', async () => {
    const { describe: describeMails } = world.session;
    world.session.describe = async (uids) => {
      world.now += 2 * HOUR_MS;
      return describeMails.call(world.session, uids);
    };
    expect(await rehearse()).toMatchObject({ taken: 0, isUnfinished: true });
  });

  it('says so if the connection ends over a mail', async () => {
    world.session.dateOf = async () => {
      await world.session.close();
      throw new MailboxError('the server closed the connection');
    };
    expect(await rehearse()).toMatchObject({ error: 'the server closed the connection' });
  });

  it('reports a login that is refused; any other error is ours', async () => {
    world.refusal = new MailboxError('NO login', { code: 'login-refused' });
    expect(await rehearse()).toEqual({
      name: 'box',
      taken: 0,
      skipped: 0,
      error: 'NO login',
      trouble: { code: 'login-refused' },
    });
    world.refusal = new Error('a bug');
    await expect(rehearse()).rejects.toThrow('a bug');
  });
});

describe('pollMailboxes', () => {
  const entry = { ...FAKE_MAILBOX, preset: undefined };
  const run = (event: Parameters<typeof pollMailboxes>[1], sender = 'support@piping.example') => {
    const given = {
      ...SETTING_DEFAULTS,
      'sender-address': 'support@piping.example',
      mailboxes: JSON.stringify([entry]),
    };
    const { settings } = readSettings(given);
    const read = async () => ({ ...settings, 'sender-address': sender });
    return pollMailboxes({ ...pollPorts(world), settings: { read } }, event, budget());
  };

  it('takes the mail of every mailbox of the setting (R2)', async () => {
    expect(await run({})).toEqual({ mailboxes: [{ name: 'box', taken: 2, skipped: 1 }] });
  });

  it('polls no mailbox whose address is not the sender address, and says so (R4, R6)', async () => {
    const { mailboxes } = await run({}, 'other@piping.example');
    expect(mailboxes).toMatchObject([
      {
        error: expect.stringContaining('is not the sender-address'),
        trouble: { code: 'not-sender-address', said: 'support@piping.example' },
      },
    ]);
    expect(world.opened).toBe(0);
  });

  it('rehearses entries and passwords that are not stored yet', async () => {
    world.password = undefined;
    const tried = { ...entry, name: 'tried', secret: 'typed-in' };
    const event = { rehearse: true, mailboxes: [tried], secrets: { 'typed-in': 'words' } };
    expect(await run(event)).toMatchObject({ mailboxes: [{ name: 'tried', taken: 2 }] });
  });

  it('polls with stored entries and passwords alone', async () => {
    world.password = undefined;
    const tried = { ...entry, name: 'tried' };
    const event = { mailboxes: [tried], secrets: { box: 'words' } };
    expect(await run(event)).toMatchObject({
      mailboxes: [{ name: 'box', trouble: { code: 'no-password' } }],
    });
  });

  it('refuses an entry that is not valid, with every reason', async () => {
    const event = { rehearse: true, mailboxes: [{ ...entry, port: 0, host: '' }] };
    await expect(run(event)).rejects.toThrow(/^mailboxes: .*(port.*host|host.*port)/s);
  });
});
