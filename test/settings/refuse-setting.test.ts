import { describe, expect, it } from 'vitest';
import { listSettings } from '../../functions/settings/list-settings.ts';
import { parameterText, refuseSetting } from '../../functions/settings/refuse-setting.ts';

describe('refuseSetting', () => {
  it('refuses a text longer than a parameter of SSM', () => {
    const entry = (index: number) => ({
      name: `mailbox-${index}`,
      host: 'mail.example.com',
      protocol: 'imap',
      user: 'support@example.com',
      address: 'support@example.com',
      secret: `mailbox-${index}-${'x'.repeat(60)}`,
    });
    const mailboxes = JSON.stringify(Array.from({ length: 20 }, (_, index) => entry(index)));
    expect(refuseSetting('mailboxes', mailboxes, {}, receiving)).toMatch(
      /^has \d+ octets, and a parameter of SSM holds 4096$/,
    );
  });

  it('refuses {{…}}, which SSM would read as the name of another parameter', () => {
    expect(refuseSetting('sender-name', 'Board {{team}}', {})).toMatch(
      /^must not hold \{\{ and \}\}/,
    );
    expect(refuseSetting('sender-name', 'Board }} {{', {})).toBeUndefined();
  });

  it.each(['901', '-1', '1.5', '', '99999999999', 'soon'])(
    'says which numbers are possible, whatever is wrong with the number %j (S20)',
    (value) => {
      expect(refuseSetting('grouping-seconds', value, {})).toBe(
        'must be a whole number from 0 to 900',
      );
    },
  );

  const receiving = { addresses: ['support@example.com', 'sales@example.com'] as const };

  it('accepts every address that the deployment receives at as sender-address (R4)', () => {
    const values = ['support@example.com', 'Sales@Example.com'];
    for (const value of values) {
      expect(
        refuseSetting('sender-address', value, {}, { addresses: [...receiving.addresses] }),
      ).toBe(undefined);
    }
  });

  it.each(['ceo@example.com', ''])(
    'refuses another sender-address, %j, and says which are possible (R4)',
    (value) => {
      const reason = refuseSetting(
        'sender-address',
        value,
        {},
        { addresses: [...receiving.addresses] },
      );
      expect(reason).toContain(`"${value}"`);
      expect(reason).toContain('possible are support@example.com, sales@example.com');
    },
  );

  it('shows a blank, which SSM needs for an empty text, as empty', () => {
    const rows = listSettings({ 'own-list-ids': ' ' });
    expect(rows.find(({ name }) => name === 'own-list-ids')).toEqual({
      name: 'own-list-ids',
      text: '',
      isDefault: true,
    });
  });

  it('ignores an existing fault of another setting', () => {
    expect(refuseSetting('locale', 'it', { delimiter: 'yes' })).toBeUndefined();
  });

  it('allows a change to another mailbox’s address in the order that the refusal names (R4, R6)', () => {
    const [old, next] = ['support@example.com', 'sales@example.com'];
    const mailboxAt = (address: string) =>
      JSON.stringify([{ name: 'box', preset: 'gmx', user: 'u', secret: 's', address }]);
    const texts: Record<string, string> = { 'sender-address': old, mailboxes: mailboxAt(old) };
    const change = (name: 'sender-address' | 'mailboxes', text: string) => {
      const reason = refuseSetting(name, text, texts, receiving);
      if (reason === undefined) texts[name] = text;
      return reason;
    };
    const order =
      /configuration.*deploy, take mailboxes with another address out, set sender-address, put its mailbox in/;
    expect(change('sender-address', next)).toMatch(order);
    expect(change('mailboxes', mailboxAt(next))).toMatch(order);
    expect([
      change('mailboxes', '[]'),
      change('sender-address', next),
      change('mailboxes', mailboxAt(next)),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('parameterText', () => {
  it('is one blank for an empty value, which SSM would refuse, and else the text as it is (S20)', () => {
    expect(['', ' \n', ' LC '].map(parameterText)).toEqual([' ', ' ', ' LC ']);
  });
});
