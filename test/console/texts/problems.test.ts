import { describe, expect, it } from 'vitest';
import { CallError } from '../../../console/data/call-error.ts';
import { problemParts, sayProblem, sayReason } from '../../../console/texts/problems.ts';
import { describeIssues } from '../../../functions/api/problems/describe-issues.ts';
import { newAttachmentSchema } from '../../../functions/api/schemas/attachments.ts';
import {
  newConversationSchema,
  newMessageSchema,
} from '../../../functions/api/schemas/conversations.ts';
import { agentBodySchema } from '../../../functions/api/schemas/people.ts';
import { webhookBodySchema } from '../../../functions/api/schemas/webhooks.ts';
import type * as z from '../../../functions/api/zod.ts';
import { refuseSetting } from '../../../functions/settings/refuse-setting.ts';
import { SETTING_NAMES, type SettingName } from '../../../functions/settings/settings.ts';

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

const faultsOf = (schema: z.ZodType, body: object) =>
  describeIssues(schema.safeParse(body).error?.issues ?? [], 'body');

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

describe('what the API says of a field, in Italian', () => {
  const faults = [
    ...faultsOf(agentBodySchema, {
      name: 'x'.repeat(300),
      email: '',
      aliases: Array(50).fill('a@b.example'),
      role: 'boss',
      timeZone: 'Rome',
    }),
    ...faultsOf(newConversationSchema, { userId: 'carla', subject: 'x'.repeat(2000) }),
    ...faultsOf(newAttachmentSchema, { filename: 'a/b', contentType: 'a', size: 99_999_999 }),
    ...faultsOf(newAttachmentSchema, { filename: '.', contentType: 'a/b', size: 0 }),
    ...faultsOf(newMessageSchema, { author: { kind: 'bot' }, text: '\u200b' }),
    ...faultsOf(newMessageSchema, { author: { kind: 'bot' }, text: 'x'.repeat(200_000) }),
    ...faultsOf(webhookBodySchema, { url: '', events: ['message.created'], secret: 'short' }),
  ];

  it.each(faults)('$pointer $message', ({ pointer, message }) => {
    const refusal = new CallError(422, 'Invalid', 'invalid', [{ path: pointer, message }]);
    expect(sayProblem(refusal, 'it')).not.toMatch(/non va bene|\b(?:must|is|has|the|for)\b/);
  });
});

describe('problemParts', () => {
  it('says which field of the form each part is about, also within an entry of a setting', () => {
    const refusal = new CallError(422, 'The request is not valid', 'invalid', [
      { path: '/value', message: '0.port: must be a whole number; 0.user: is missing' },
      { path: '/aliases/1', message: 'must not be empty' },
    ]);
    expect(problemParts(refusal, 'en')).toEqual([
      { field: 'port', said: 'Must be a whole number', named: 'Port: must be a whole number' },
      { field: 'user', said: 'Is missing', named: 'User name: is missing' },
      { field: 'aliases', said: 'Must not be empty', named: 'Other addresses: must not be empty' },
    ]);
  });

  it('gives one sentence by its code to the only field that is named', () => {
    const fields = [{ path: '/email', message: 'is taken' }];
    const taken = new CallError(422, '/email is taken', 'address-taken', fields);
    expect(problemParts(taken, 'it')).toMatchObject([
      { field: 'email', said: expect.stringMatching(/^Un altro agente/) },
    ]);
    expect(problemParts(new CallError(500, 'Internal'), 'en')).toMatchObject([
      { field: undefined },
    ]);
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
