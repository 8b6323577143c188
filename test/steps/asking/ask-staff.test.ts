import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { issueAskCode } from '../../../functions/conversations/signals/ask-code.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import { type AskPorts, askStaff } from '../../../functions/steps/asking/ask-staff.ts';
import type { AskedMail } from '../../../functions/steps/asking/ports.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';
import { ATTEMPT_MS, type SendResult } from '../../../functions/steps/sending/ports.ts';
import { secretKey } from '../../support/secret-key.ts';
import { suppressedAmong } from '../../support/suppressed-among.ts';

const NOW = Date.parse('2026-11-26T10:00:00.000Z');
const KEYS = { current: 'k1', keys: { k1: secretKey(1) } };
const order = { mailId: 'inbound-1', attempt: 0 };
const held = {
  mailId: 'inbound-1',
  receivedAt: '2026-11-26T09:58:00.000Z',
  from: 'anna@alias.example',
  subject: 'Re: parcel',
  outcome: 'held',
  reason: 'staff-not-authenticated',
} as MailRecord;

let sent: { to: string; raw: string }[];
let claims: string[];
let asked: AskedMail[];
/** What the queue was given for later, by milliseconds and attempt. */
let waiting: number[][];
let now: number;
/** Composing takes so long, in milliseconds. */
let composingMs: number;
let result: SendResult;
let texts: Record<string, string>;
beforeEach(() => {
  sent = [];
  claims = [];
  asked = [];
  waiting = [];
  now = NOW;
  composingMs = 0;
  result = { kind: 'sent', sesMessageId: 's', wireMessageId: '<s@x>' };
  texts = { 'sender-address': 'support@piping.example' };
});

function ports(fields: { isSuppressed?: boolean; record?: MailRecord } = {}): AskPorts {
  const agent = {
    agentId: 'anna',
    name: 'Anna',
    email: 'anna@shop.example',
    aliases: ['anna@alias.example'],
    role: 'agent',
    departmentIds: [],
    locale: 'it',
  } as const;
  return {
    settings: { read: async () => readSettings(texts).settings },
    tokenKeys: { read: async () => KEYS },
    inbound: { find: async () => fields.record ?? held },
    people: {
      ownersOf: async () => ({ agentIds: ['anna'], userIds: [] }),
      findAgent: async () => ({ ...agent, aliases: [...agent.aliases], departmentIds: [] }),
    },
    suppressions: { among: async (all) => suppressedAmong(fields.isSuppressed ? all : [])(all) },
    questions: {
      claim: async ({ mailId }) => {
        const isInHand = claims.includes(mailId) && asked.length === 0;
        if (claims.length > 0) return { kind: isInHand ? 'in-hand' : 'used-up' };
        claims.push(mailId);
        return { kind: 'claimed', lease: { id: 'mine', until: now + ATTEMPT_MS.lease } };
      },
      renew: async ({ mailId }, lease) => lease.id === 'mine' && claims.includes(mailId),
      giveBack: async () => {
        claims = [];
      },
      asked: async (mail) => {
        asked.push(mail);
      },
      remember: async () => {
        now += composingMs;
      },
    },
    queue: {
      ask: async (_mailId, { delayMs, attempt }) => void waiting.push([delayMs, attempt]),
    },
    random: () => 1,
    templates: { readTexts: async () => undefined, readLogo: async () => undefined },
    sender: {
      send: async ({ to, raw }, mayTry, record) => {
        if (!(await mayTry())) return { kind: 'overtaken' };
        sent.push({ to, raw: raw.toString('latin1') });
        if (result.kind === 'sent') await record(result);
        return result;
      },
    },
    clock: { now: () => now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

describe('askStaff', () => {
  it('asks at the registered address, in the agent’s language, and names subject and time (S22)', async () => {
    await askStaff(order, ports());
    const [mail] = sent;
    const code = issueAskCode(KEYS, 'inbound-1', 'anna');
    expect(mail?.to).toBe('anna@shop.example');
    expect(mail?.raw).toContain(`support+${code}@piping.example`);
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
    expect(mail?.raw).toContain('Subject: =?UTF-8?Q?Questa_e-mail');
    expect(mail?.raw).toContain('Oggetto: Re: parcel');
    expect(mail?.raw).toContain('Ricevuta: 26 nov 2026, 09:58 UTC');
  });

  it('shows a name as it stands, though it looks encoded (RFC 2047 §5)', async () => {
    texts['sender-name'] = '=?utf-8?B?U3VwcG9ydA==?=';
    await askStaff(order, ports());
    const { from } = await simpleParser(sent[0]?.raw ?? '');
    expect(from?.value[0]?.name).toContain('U3VwcG9ydA==');
  });

  it('has the delimiter at its top if the setting is on, in both parts (R19)', async () => {
    await askStaff(order, ports());
    const [shown] = sent;
    const delimiter = '### Si prega di inserire la vostra risposta sopra di questa linea ###';
    expect(shown?.raw).toContain(`\r\n\r\n${delimiter}\r\n\r\n`);
    expect(shown?.raw.replace(/=\r\n/g, '').split(delimiter)).toHaveLength(3);
    Object.assign(texts, { delimiter: 'off' });
    claims = [];
    await askStaff(order, ports());
    expect(sent[1]?.raw).not.toContain('###');
  });

  it('asks once an hour, however many mails are held (S22)', async () => {
    await askStaff(order, ports());
    await askStaff({ ...order, mailId: 'inbound-2' }, ports());
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['throttled', 0, 1_000],
    ['paused', 1, 10_000],
    ['quota-exceeded', 2, 240_000],
  ] as const)('waits as a new message of the queue if SES says %s', async (kind, attempt, ms) => {
    result = { kind };
    await askStaff({ ...order, attempt }, ports());
    expect([waiting, claims]).toEqual([[[ms, attempt + 1]], []]);
    result = { kind: 'sent', sesMessageId: 's', wireMessageId: '<s@x>' };
    await askStaff(order, ports());
    expect(sent).toHaveLength(2);
  });

  it('asks again after a failed call of SES, and retries while another call is asking (S15)', async () => {
    const broken = ports();
    broken.sender = { send: () => Promise.reject(new Error('no answer')) };
    await expect(askStaff(order, broken)).rejects.toThrow('no answer');
    claims = ['inbound-1'];
    await expect(askStaff(order, ports())).rejects.toThrow('not now');
    claims = [];
    await askStaff(order, ports());
    expect(sent).toHaveLength(1);
  });

  it('does not ask if it was frozen until another call had its lease (S15)', async () => {
    composingMs = ATTEMPT_MS.lease + ATTEMPT_MS.skew;
    const given = ports();
    given.questions.renew = async () => false;
    await askStaff(order, given);
    expect([sent, asked, claims]).toEqual([[], [], ['inbound-1']]);
  });

  it('asks after a slow start if nobody else took its lease (S15)', async () => {
    composingMs = ATTEMPT_MS.lease + ATTEMPT_MS.skew;
    await askStaff(order, ports());
    expect(sent).toHaveLength(1);
  });

  it('notes what SES took, for what it reports about it (S16)', async () => {
    const question = { mailId: 'inbound-1', agentId: 'anna' };
    const mail = { sesMessageId: 's', recipient: 'anna@shop.example', question };
    await askStaff(order, ports());
    claims = [];
    await askStaff(order, ports({ record: { ...held, conversationId: '1000' } as MailRecord }));
    expect(asked).toEqual([mail, { ...mail, conversationId: '1000' }]);
  });

  it('asks nobody if `ask-staff` is off, the address is suppressed, or the mail was released', async () => {
    texts['ask-staff'] = 'off';
    await askStaff(order, ports());
    texts['ask-staff'] = 'on';
    await askStaff(order, ports({ isSuppressed: true }));
    const record = { ...held, outcome: 'delivered', reason: 'released' } as MailRecord;
    await askStaff(order, ports({ record }));
    expect(sent).toEqual([]);
  });

  it('asks nobody if the agent has lost the address meanwhile, or their id is another person’s (S22)', async () => {
    const given = ports({ record: { ...held, from: 'old-anna@shop.example' } });
    await askStaff(order, given);
    expect(sent).toEqual([]);
  });

  it('stores which mail and agent the code stands for, before the question is sent (S22)', async () => {
    const remembered: unknown[][] = [];
    const given = ports();
    given.questions.remember = async (...what) => {
      remembered.push([...what, sent.length]);
    };
    await askStaff(order, given);
    const code = issueAskCode(KEYS, 'inbound-1', 'anna');
    expect(remembered).toEqual([[code, { mailId: 'inbound-1', agentId: 'anna', yes: 'sì' }, 0]]);
  });

  it('is sent from the piping address, with the time in the agent’s time zone (R5, S22)', async () => {
    const given = ports();
    const from: string[] = [];
    const { send } = given.sender;
    given.sender.send = async (mail, ...rest) => {
      from.push(mail.from);
      return send(mail, ...rest);
    };
    const anna = await given.people.findAgent('anna');
    given.people.findAgent = async () => anna && { ...anna, timeZone: 'Asia/Tokyo' };
    await askStaff(order, given);
    expect(from).toEqual(['support@piping.example']);
    expect(sent[0]?.raw).toContain('Ricevuta: 26 nov 2026, 18:58');
  });

  it('gives up a question that SES rejects, and does not use up the agent’s hour (S22)', async () => {
    result = { kind: 'rejected', detail: 'MessageRejected' };
    await askStaff(order, ports());
    expect([claims, asked, waiting]).toEqual([[], [], []]);
  });

  it('asks nobody if the code does not fit, nobody owns the address, or the sender address is empty (S22)', async () => {
    texts['sender-address'] = `${'a'.repeat(64)}@piping.example`;
    await askStaff(order, ports());
    texts['sender-address'] = ' ';
    await askStaff(order, ports());
    texts['sender-address'] = 'support@piping.example';
    const unowned = ports();
    unowned.people.ownersOf = async () => ({ agentIds: [], userIds: [] });
    const deleted = ports();
    deleted.people.findAgent = async () => undefined;
    for (const nobody of [unowned, deleted]) await askStaff(order, nobody);
    expect([sent, claims]).toEqual([[], []]);
  });
});
