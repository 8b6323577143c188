import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import { readMailboxFates } from '../../../functions/steps/polling/mailbox-fates.ts';
import {
  afterFailure,
  afterSuccess,
  mailboxIdentity,
  newMailboxState,
} from '../../../functions/steps/polling/mailbox-state.ts';
import { MailboxError, type MailboxState } from '../../../functions/steps/polling/ports.ts';

const NOW = Date.parse('2026-11-26T10:00:00.000Z');
const mailbox: Mailbox = {
  name: 'inbox',
  protocol: 'imap',
  host: 'imap.shop.example',
  port: 993,
  tls: true,
  user: 'support',
  secret: 'inbox',
  address: 'support@shop.example',
  after: 'keep',
  auth: 'password',
};
const REFUSED = new Error('refuses the login');
const known = { name: 'inbox', address: 'support@shop.example' };
const fresh = newMailboxState(mailboxIdentity(mailbox), NOW, undefined);
const fateOf = (state: MailboxState | undefined) =>
  readMailboxFates([mailbox], { find: async () => state }, NOW);

describe('readMailboxFates', () => {
  it('says when a mailbox was last polled completely', async () => {
    expect(await fateOf(afterSuccess(fresh, NOW, true))).toEqual([
      { ...known, failures: 0, lastPolledAt: '2026-11-26T10:00:00.000Z' },
    ]);
  });

  it('says what went wrong, and when a resting mailbox is tried again', async () => {
    const once = afterFailure(fresh, REFUSED, NOW);
    expect(await fateOf(once)).toEqual([{ ...known, failures: 1, lastError: 'refuses the login' }]);
    const thrice = afterFailure(afterFailure(once, REFUSED, NOW), REFUSED, NOW);
    expect(await fateOf(thrice)).toEqual([
      {
        ...known,
        failures: 3,
        lastError: 'refuses the login',
        nextAttemptAt: '2026-11-26T10:02:00.000Z',
      },
    ]);
  });

  it('says for programs, too, what went wrong', async () => {
    const refused = new MailboxError('NO login', { code: 'login-refused' });
    expect(await fateOf(afterFailure(fresh, refused, NOW))).toMatchObject([
      { lastError: 'NO login', lastTrouble: { code: 'login-refused' } },
    ]);
  });

  it('says nothing of a mailbox that was never polled, or whose state is another mailbox’s', async () => {
    expect(await fateOf(undefined)).toEqual([{ ...known, failures: 0 }]);
    const other = afterFailure({ ...fresh, identity: 'imap://x@y:1/INBOX' }, REFUSED, NOW);
    expect(await fateOf(other)).toEqual([{ ...known, failures: 0 }]);
  });
});
