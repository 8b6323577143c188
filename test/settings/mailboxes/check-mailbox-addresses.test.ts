import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../functions/settings/check-settings.ts';
import { checkMailboxAddresses } from '../../../functions/settings/mailboxes/check-mailbox-addresses.ts';

const at = (address: string) => [{ name: 'box', address }];

describe('checkMailboxAddresses', () => {
  it('names sender-address when the mailbox receives elsewhere (R4, R6)', () => {
    const [issue] = checkMailboxAddresses(at('info@example.com'), 'support@example.com');
    expect(issue).toMatch(/mailbox "box".*"info@example.com" is not the sender-address/);
  });

  it('says that there is no sender address yet', () => {
    expect(checkMailboxAddresses(at('info@example.com'), '')[0]).toMatch(
      /sender-address is not set/,
    );
  });

  it('treats addresses as the same despite case and punycode', () => {
    expect(checkMailboxAddresses(at('Info@EXAMPLE.com'), 'info@example.com')).toEqual([]);
    expect(checkMailboxAddresses(at('info@bücher.example'), 'info@xn--bcher-kva.example')).toEqual(
      [],
    );
  });
});

describe('checkSettings', () => {
  it('finds settings that do not fit together (S20)', () => {
    const entry = {
      name: 'box',
      preset: 'gmx',
      user: 'u',
      secret: 's',
      address: 'info@example.com',
    };
    const { problems } = checkSettings({
      'sender-address': 'support@example.com',
      mailboxes: JSON.stringify([entry]),
    });
    expect(problems).toEqual([
      { name: 'mailboxes', reason: expect.stringContaining('sender-address') },
    ]);
  });
});
