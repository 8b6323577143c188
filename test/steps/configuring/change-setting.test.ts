import { describe, expect, it } from 'vitest';
import {
  type ChangeSettingPorts,
  changeSetting,
} from '../../../functions/steps/configuring/change-setting.ts';

/** A deployment that receives for its whole domain, with one agent. */
function makePorts(written: Record<string, string>): ChangeSettingPorts {
  const anna = { name: 'Anna', role: 'agent' as const, departmentIds: [] };
  const addresses = { email: 'anna@shop.example', aliases: ['help+anna@piping.example'] };
  const unused = () => Promise.reject(new Error('no password is at stake'));
  return {
    receiving: { addresses: ['support@piping.example'], wholeDomain: 'piping.example' },
    people: { listStaff: async () => [{ agentId: 'anna', ...anna, ...addresses }] },
    parameters: {
      readTexts: async () => ({ 'sender-address': 'support@piping.example' }),
      put: async (name, text) => void Object.assign(written, { [name]: text }),
    },
    mailboxSecrets: { put: unused },
    mailboxLogins: { find: unused, keep: unused, forget: unused },
  };
}

describe('changeSetting', () => {
  it('makes no address of an agent the piping address, nor one with its plus form (R13)', async () => {
    const written = {};
    const ports = makePorts(written);
    expect(await changeSetting('sender-address', 'help@piping.example', {}, ports)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/address of the agent "anna": nobody may be registered/),
    });
    expect(written).toEqual({});
    const free = await changeSetting('sender-address', 'info@piping.example', {}, ports);
    expect(free).toMatchObject({ kind: 'changed' });
    expect(written).toEqual({ 'sender-address': 'info@piping.example' });
  });

  it('refuses what no parameter holds in the words that the console translates (S20)', async () => {
    const written = {};
    const tooLong = 'ä'.repeat(2_100);
    const refused = await changeSetting('sender-name', tooLong, {}, makePorts(written));
    const reason = 'has 4200 octets, and a parameter of SSM holds 4096';
    expect(refused).toEqual({ kind: 'refused', reason });
    expect(written).toEqual({});
  });

  it('sends a stored password nowhere else because a new one could not be stored (S20)', async () => {
    const ports = makePorts({});
    const logins = new Map([['old', new Set(['the login of a mailbox that was taken out'])]]);
    const entry = { protocol: 'imap', host: 'mail.thief.example', port: 993, tls: true };
    const mailbox = { ...entry, name: 'box', user: 'me', address: 'support@piping.example' };
    const value = [{ ...mailbox, secret: 'old' }];
    const withLogins: ChangeSettingPorts = {
      ...ports,
      mailboxSecrets: { put: () => Promise.reject(new Error('marked for deletion')) },
      mailboxLogins: {
        find: async () => logins,
        keep: async (kept) => {
          for (const [secret, of] of kept) logins.set(secret, new Set(of));
        },
        forget: async () => undefined,
      },
    };
    const change = (given: Record<string, string>) =>
      changeSetting('mailboxes', value, given, withLogins);
    await expect(change({ old: 'new password' })).rejects.toThrow('marked for deletion');
    expect(await change({})).toEqual({ kind: 'password-needed', secrets: ['old'] });
  });
});
