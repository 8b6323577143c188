import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../functions/conversations/delivery.ts';
import {
  type DecidePorts,
  decideNotifications,
} from '../../../functions/steps/notifying/decide-notifications.ts';
import type { OutgoingEntry } from '../../../functions/steps/notifying/ports.ts';
import { agent, conversation, message, ONLINE } from '../../conversations/recipient-scene.ts';
import { fakeWorld, fromAgent, NOW } from './fake-notification-ports.ts';

function fakeDecision(given: Parameters<typeof fakeWorld>[0] = {}) {
  const { ports, journal, window } = fakeWorld(given);
  const rows: Delivery[] = [];
  const entries: OutgoingEntry[] = [];
  const asked: string[][] = [];
  const decide: DecidePorts = {
    ...ports,
    deliveries: {
      hasRow: async () => false,
      putSummaries: async () => undefined,
      markBounced: async () => undefined,
      closeDecisions: async (_id, skipped) => void rows.push(...skipped),
      markRejected: async () => undefined,
      markDelayed: async () => undefined,
    },
    suppressions: {
      among: async (addresses) => {
        asked.push(addresses);
        return new Set(given.suppressed ?? []);
      },
    },
    outgoing: {
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
  it('queues who is mailed and keeps a row for who is not (S11)', async () => {
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

  it('counts a conversation of a department that was removed as unassigned: somebody hears (S8, R30)', async () => {
    const { decide, entries } = fakeDecision({ messages: [message()] });
    decide.conversations.find = async () => conversation({ departmentId: 'removed' });
    decide.people.listStaff = async () => [agent('anna')];
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(entries).toMatchObject([{ participant: { id: 'anna' }, reason: 'user-wrote' }]);
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
    'lets a window whose message got its id %i minutes ago be looked after, whenever that was written: %s (S15)',
    async (minutes, isLate) => {
      const messageId = `1000-${ulid(NOW - minutes * 60_000)}`;
      const written = fromAgent({ messageId, createdAt: new Date(NOW).toISOString() });
      const { decide, entries } = fakeDecision({ messages: [written] });
      await decideNotifications({ messageId }, decide);
      expect(entries.map((entry) => entry.isLate)).toEqual([isLate]);
    },
  );

  it('leaves suppression to the moment when the mail would go out (S16)', async () => {
    const { decide, asked, entries } = fakeDecision({
      messages: [fromAgent()],
      suppressed: ['carla@kunde.example'],
    });
    await decideNotifications({ messageId: '1000-01' }, decide);
    expect(asked).toEqual([]);
    expect(entries).toMatchObject([{ participant: { id: 'carla' } }]);
  });

  it('remembers a guest, so that later messages have a row for him (S11)', async () => {
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
});
