import { describe, expect, it } from 'vitest';
import { CallError } from '../../console/data/call-error.ts';
import { sayProblem, sayReason } from '../../console/texts/problems.ts';
import { refuseSetting } from '../../functions/settings/refuse-setting.ts';
import { SETTING_NAMES, type SettingName } from '../../functions/settings/settings.ts';

const RECEIVING = { addresses: ['support@shop.example'] } as const;

const mailbox = (more: object) =>
  JSON.stringify([
    {
      name: 'inbox',
      protocol: 'imap',
      host: 'imap.shop.example',
      port: 993,
      tls: true,
      user: 'support',
      secret: 'inbox',
      address: 'support@shop.example',
      ...more,
    },
  ]);

/** Mistakes that an admin may make. */
const BAD: Partial<Record<SettingName, string[]>> = {
  'sender-address': ['', 'nobody', 'x@elsewhere.example', 'support+a@shop.example'],
  'sender-name': [' ', 'a|b', 'x'.repeat(101)],
  'tag-prefix': ['L1', 'ABCDEFGHI'],
  'time-zone': ['Rome', 'x'.repeat(41)],
  'own-list-ids': ['<list.example>', 'x'.repeat(2001)],
  'trusted-arc-sealers': ['no domain!', `${'a.example '.repeat(101)}`],
  mailboxes: [
    mailbox({ address: 'other@shop.example' }),
    mailbox({ port: 0 }),
    mailbox({ port: 70_000 }),
    mailbox({ host: 'a b' }),
    mailbox({ tls: false }),
    mailbox({ ca: 'x' }),
    mailbox({ since: 'yesterday' }),
    mailbox({ protocol: 'pop3', folder: 'Sent' }),
    mailbox({ protocol: 'pop3', after: 'seen' }),
    mailbox({ host: 'outlook.office365.com' }),
    mailbox({ user: '' }),
  ],
};

const cases = SETTING_NAMES.flatMap((name) =>
  (BAD[name] ?? ['1.5', 'nonsense', '999999999']).map((text) => [name, text] as const),
);

describe('a refusal, in Italian', () => {
  it.each(cases)('of %s', (name, text) => {
    const reason = refuseSetting(name, text, {}, RECEIVING);
    if (reason === undefined) throw new Error('it is not refused');
    const said = sayReason(reason, 'it');
    expect(said, reason).not.toMatch(/non va bene|\b(?:must|is|has|the|for)\b/);
  });
});

describe('sayProblem', () => {
  const invalid = new CallError(422, '/email must be one bare address', 'invalid', [
    { path: '/email', message: 'must be one bare address' },
    { path: '/aliases/0', message: 'must not be empty' },
  ]);

  it('names the fields as the form does', () => {
    expect(sayProblem(invalid, 'en')).toBe(
      'Email address: must be one bare address. Other addresses: must not be empty',
    );
    expect(sayProblem(invalid, 'it')).toBe(
      'Indirizzo e-mail: deve essere un solo indirizzo, come nome@esempio.it. Altri indirizzi: non può essere vuoto',
    );
  });

  it('names the fields of a release, and the agent whose address is to be the piping address (R13)', () => {
    const fields = [{ path: '/conversationId', message: 'is needed for a mail of staff' }];
    const refusal = new CallError(422, 'The request is not valid', 'needs-conversation', fields);
    expect(sayProblem(refusal, 'en')).toBe('Conversation: is needed for a mail of staff');
    expect(sayProblem(refusal, 'it')).toMatch(/scegline una/);
    const reason = '"a@b.example" is an address of the agent "anna": nobody may be registered';
    expect(sayReason(reason, 'it')).toMatch(/dell’agente anna/);
  });

  it('translates the API’s refusal by its code', () => {
    const taken = new CallError(422, '/email is taken', 'address-taken', [
      { path: '/email', message: 'is taken' },
    ]);
    expect(sayProblem(taken, 'it')).toBe('Un altro agente ha già questo indirizzo.');
    expect(sayProblem(taken, 'en')).toBe('Email address: is taken');
  });

  it('says which token is refused: one that somebody entered, or that of the page itself', () => {
    expect(sayProblem(new CallError(401, 'No'), 'en')).toMatch(/Enter another one/);
    expect(sayProblem(new CallError(401, 'No', 'page-outdated'), 'en')).toMatch(/Reload this page/);
  });

  it('says that the server does not answer, or failed', () => {
    expect(sayProblem(new TypeError('Failed to fetch'), 'en')).toMatch(/does not answer/);
    expect(sayProblem(new CallError(500, 'Internal'), 'it')).toMatch(/andato storto/);
  });
});
