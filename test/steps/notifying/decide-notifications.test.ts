import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../functions/conversations/recipients/delivery.ts';
import {
  type DecidePorts,
  decideNotifications,
} from '../../../functions/steps/notifying/decide-notifications.ts';
import type { WindowEntry } from '../../../functions/steps/sending/ports.ts';
import {
  agent,
  carla,
  conversation,
  message,
  ONLINE,
} from '../../conversations/recipients/recipient-scene.ts';
import { suppressedAmong } from '../../support/suppressed-among.ts';
import { fakeWorld, fromAgent, NOW } from '../sending/fake-notification-ports.ts';

function fakeDecision(given: Parameters<typeof fakeWorld>[0] = {}) {
  const { ports, journal, window } = fakeWorld(given);
  const rows: Delivery[] = [];
  const entries: WindowEntry[] = [];
  const asked: string[][] = [];
  const decide: DecidePorts = {
    ...ports,
    deliveries: {
      hasRow: async () => false,
      putSummaries: async () => undefined,
      closeDecisions: async (_id, skipped) => void rows.push(...skipped),
    },
    suppressions: {
      among: async (addresses) => {
        asked.push(addresses);
        return suppressedAmong(given.suppressed)(addresses);
      },
    },
    windows: {
      enter: async (entry) => {
        entries.push(entry);
        rows.push(...(entry.last?.skipped ?? []));
        return { ...window, closesAt: NOW + entry.groupingSeconds * 1000 };
      },
    },
  };
  return { decide, rows, entries, asked, journal };
}

describe('decideNotifications', () => {
  it.each([
    ['the sender address', { email: 'Support@piping.example' }],
    ['an alias that is a form of it', { aliases: ['support+sales@piping.example'] }],
  ])(
    'logs an error, which an alarm counts, if an agent is registered with %s (R13)',
    async (_what, given) => {
      const { decide } = fakeDecision({ messages: [message()] });
      decide.people.listStaff = async () => [agent('anna'), agent('bob', given)];
      const errors: unknown[][] = [];
      decide.log = { ...decide.log, error: (...line: unknown[]) => void errors.push(line) };
      await decideNotifications({ messageId: '1000-01' }, decide);
      expect(errors).toEqual([
        [{ agentId: 'bob' }, 'an agent is registered with the sender address'],
      ]);
    },
  );

  it('queues a mail for each recipient and writes a row for everybody else (S11)', async () => {
    const { decide, rows, entries, journal } = fakeDecision({ messages: [message()] });
    decide.people.listStaff = async () => [agent('anna'), agent('bob', { presence: ONLINE })];
    decide.clock = { now: () => ONLINE.expiresAt - 1 };
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toMatchObject([{ participant: { id: 'anna' }, reason: 'user-wrote' }]);
    expect(rows.map(({ participant, reason }) => [participant.id, reason])).toEqual([
      ['carla', 'author'],
      ['bob', 'online'],
    ]);
    expect(journal.map(([what]) => what)).toEqual(['queue']);
  });

  it('treats a conversation of a removed department as unassigned, so that somebody is mailed (S8, R30)', async () => {
    const { decide, entries } = fakeDecision({ messages: [message()] });
    decide.conversations.find = async () => conversation({ departmentId: 'removed' });
    decide.people.listStaff = async () => [agent('anna')];
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toMatchObject([{ participant: { id: 'anna' }, reason: 'user-wrote' }]);
  });

  it('names the former ids of a user who was taken over, whose window may be open (S8)', async () => {
    const { decide, entries } = fakeDecision({ messages: [fromAgent()] });
    decide.people.findUser = async () => ({ ...carla, formerIds: ['m-1'] });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toMatchObject([{ participant: { id: 'carla' }, formerIds: ['m-1'] }]);
  });

  it('waits for the grouping window (S8)', async () => {
    const { decide, journal } = fakeDecision({
      messages: [fromAgent()],
      settings: { 'grouping-seconds': '30' },
    });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(journal).toEqual([['queue', { delayMs: 30_000, attempt: 0 }]]);
  });

  it.each([
    [14, undefined],
    [16, true],
  ])(
    'goes by the message’s id, not its time: a window of an id %i minutes old is late: %s (S15)',
    async (minutes, isLate) => {
      const messageId = `1000-${ulid(NOW - minutes * 60_000)}`;
      const written = fromAgent({ messageId, createdAt: new Date(NOW).toISOString() });
      const { decide, entries } = fakeDecision({ messages: [written] });
      await decideNotifications({ messageId }, decide);
      expect(entries.map((entry) => entry.isLate)).toEqual([isLate]);
    },
  );

  it('does not look up suppressions, which are checked before sending (S16)', async () => {
    const { decide, asked, entries } = fakeDecision({
      messages: [fromAgent()],
      suppressed: ['carla@kunde.example'],
    });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(asked).toEqual([]);
    expect(entries).toMatchObject([{ participant: { id: 'carla' } }]);
  });

  it('stores a guest, so that later messages have a row for the guest (S11)', async () => {
    const guest = message({ author: { kind: 'guest', address: 'guest@else.example' } });
    const { decide, journal } = fakeDecision({ messages: [guest] });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(journal[0]?.[0]).toBe('guest');
  });

  it('does nothing for a message that is gone (S19)', async () => {
    const { decide, rows, entries } = fakeDecision({ messages: [] });
    await decideNotifications({ messageId: '1000-09' }, decide);
    expect([rows, entries]).toEqual([[], []]);
  });

  it('queues each of many recipients, and writes the rows of those not mailed with the last (S8, S11)', async () => {
    const { decide, rows, entries, journal } = fakeDecision({ messages: [message()] });
    const ids = Array.from({ length: 25 }, (_, n) => `agent-${n}`);
    decide.people.listStaff = async () => ids.map((id) => agent(id));
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries.map(({ participant }) => participant.id)).toEqual(ids);
    expect(entries.map(({ recipient }) => recipient)).toEqual(
      ids.map((id) => `${id}@shop.example`),
    );
    expect(entries.findIndex(({ last }) => last)).toBe(24);
    expect(rows.map(({ participant }) => participant.id)).toEqual(['carla']);
    expect(journal).toHaveLength(25);
  });

  it('writes the address into the row of a person who is not mailed (S11)', async () => {
    const { decide, rows } = fakeDecision({ messages: [message()] });
    decide.people.listStaff = async () => [];
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(rows).toEqual([
      {
        messageId: '1000-01',
        participant: { kind: 'user', id: 'carla' },
        recipient: 'carla@kunde.example',
        decision: 'skipped',
        reason: 'author',
        at: '2026-11-22T10:00:00.000Z',
      },
    ]);
  });

  it('mails no user twice who was mailed under a former id (S15)', async () => {
    const asked: unknown[] = [];
    const { decide, entries, rows } = fakeDecision({ messages: [fromAgent()] });
    decide.people.findUser = async () => ({ ...carla, formerIds: ['mail-0', 'mail-1'] });
    decide.deliveries.hasRow = async (messageId, participant) => {
      asked.push([messageId, participant]);
      return participant.id === 'mail-1';
    };
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect([entries, rows]).toEqual([[], []]);
    expect(asked).toEqual([
      ['1000-01', { kind: 'user', id: 'mail-0' }],
      ['1000-01', { kind: 'user', id: 'mail-1' }],
    ]);
  });

  it('mails a user who was taken over before the message was written (S15)', async () => {
    const { decide, entries } = fakeDecision({ messages: [fromAgent()] });
    decide.people.findUser = async () => ({ ...carla, formerIds: ['mail-0'] });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toMatchObject([{ participant: { kind: 'user', id: 'carla' } }]);
  });

  it('mails only the department’s agents if the department exists (R30)', async () => {
    const { decide, entries } = fakeDecision({ messages: [message()] });
    decide.conversations.find = async () => conversation({ departmentId: 'sales' });
    decide.people.listStaff = async () => [
      agent('anna', { departmentIds: ['sales'] }),
      agent('bob'),
    ];
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries.map(({ participant }) => participant.id)).toEqual(['anna']);
  });

  it('mails no agent a message that the bot has answered if `human-takeover` is on (R8)', async () => {
    const { decide, entries } = fakeDecision({
      messages: [message({ answeredByBot: true })],
      settings: { 'human-takeover': 'on' },
    });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toEqual([]);
  });

  it('goes by the setting whether an agent’s reply waits until the user is away (S9)', async () => {
    const { decide, entries, rows } = fakeDecision({
      messages: [fromAgent()],
      settings: { 'agent-replies-reach-user': 'when-offline' },
    });
    decide.people.userPresence = async () => ONLINE;
    decide.clock = { now: () => ONLINE.expiresAt - 1 };
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect([entries, rows]).toMatchObject([[], [{ reason: 'online' }]]);
  });

  it('does nothing for a message of an erased conversation (S19)', async () => {
    const { decide, rows, entries, journal } = fakeDecision({ messages: [fromAgent()] });
    decide.conversations.find = async () => undefined;
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect([rows, entries, journal]).toEqual([[], [], []]);
  });

  it('queues nothing if another message has opened the window (S8)', async () => {
    const { decide, journal } = fakeDecision({ messages: [fromAgent()] });
    decide.windows.enter = async () => undefined;
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(journal).toEqual([]);
  });

  it('stores only guests as guests (S11)', async () => {
    for (const kind of ['user', 'agent'] as const) {
      const author = { kind, id: 'somebody', address: 'somebody@else.example' };
      const { decide, journal } = fakeDecision({ messages: [message({ author })] });
      await decideNotifications({ messageId: '1000-01' }, decide);
      expect(journal.map(([what]) => what)).not.toContain('guest');
    }
  });
});
