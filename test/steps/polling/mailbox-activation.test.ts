import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import {
  findActivation,
  takesFromMs,
} from '../../../functions/steps/polling/mailbox-activation.ts';

const MAILBOX: Mailbox = {
  name: 'box',
  protocol: 'imap',
  host: 'mail.example.com',
  port: 993,
  tls: true,
  user: 'support',
  secret: 'box',
  address: 'support@example.com',
};
const OTHER = { ...MAILBOX, name: 'other' };
const HOUR_MS = 3_600_000;

describe('findActivation', () => {
  it('is the time when the entry came into the setting, not the setting’s last change', () => {
    const versions = [
      { mailboxes: [MAILBOX, OTHER], atMs: 300 },
      { mailboxes: [{ ...MAILBOX, after: 'seen' }], atMs: 200 },
      { mailboxes: [], atMs: 100 },
    ];
    expect(findActivation(versions, MAILBOX)).toBe(200);
    expect(findActivation(versions, OTHER)).toBe(300);
  });

  it('is the latest such time if the entry was removed in between', () => {
    const versions = [
      { mailboxes: [MAILBOX], atMs: 300 },
      { mailboxes: [], atMs: 200 },
      { mailboxes: [MAILBOX], atMs: 100 },
    ];
    expect(findActivation(versions, MAILBOX)).toBe(300);
  });

  it('treats another server under the same name as another mailbox', () => {
    const versions = [
      { mailboxes: [MAILBOX], atMs: 200 },
      { mailboxes: [{ ...MAILBOX, host: 'old.example.com' }], atMs: 100 },
    ];
    expect(findActivation(versions, MAILBOX)).toBe(200);
  });

  it('is unknown for an entry that is in no version', () => {
    expect(findActivation([], MAILBOX)).toBeUndefined();
  });

  it('is unknown for an entry that the newest version does not have', () => {
    const versions = [
      { mailboxes: [OTHER], atMs: 200 },
      { mailboxes: [MAILBOX], atMs: 100 },
    ];
    expect(findActivation(versions, MAILBOX)).toBeUndefined();
  });
});

describe('takesFromMs', () => {
  it('is the activation, rounded down to the second, for IMAP, whose times have no fractions', () => {
    expect(takesFromMs(MAILBOX, 12_345)).toBe(12_000);
  });

  it('is an hour earlier for POP3, where the clock is the sender’s', () => {
    expect(takesFromMs({ ...MAILBOX, protocol: 'pop3' }, 10 * HOUR_MS)).toBe(9 * HOUR_MS);
  });

  it('is the day of `since` if that is given', () => {
    const mailbox = { ...MAILBOX, since: '2026-11-01' };
    expect(takesFromMs(mailbox, Date.now())).toBe(Date.UTC(2026, 10, 1));
  });
});
