import { describe, expect, it } from 'vitest';
import type { ReportedPresence } from '../../../functions/steps/chatting/ports.ts';
import {
  type PresenceReport,
  reportPresence,
} from '../../../functions/steps/chatting/report-presence.ts';
import { NOW } from './fake-chat.ts';

/** An agent and a user have the same id; the user `mail-1` was taken over by `carla`. */
const KNOWN = [
  { kind: 'agent', id: 'carla', now: 'carla' },
  { kind: 'user', id: 'mail-1', now: 'carla' },
] as const;

async function report(...reports: Partial<PresenceReport>[]) {
  const stored: ReportedPresence[] = [];
  const presence = {
    find: async () => undefined,
    put: async (given: ReportedPresence[]) => void stored.push(...given),
    known: async (people: { kind: string; id: string }[]) =>
      KNOWN.filter(({ kind, id }) => people.some((one) => one.kind === kind && one.id === id)),
  };
  const full = reports.map(
    (one) => ({ status: 'online', forSeconds: 120, ...one }) as PresenceReport,
  );
  const ports = { presence, clock: { now: () => NOW } } as Parameters<typeof reportPresence>[1];
  return { stored, ...(await reportPresence(full, ports)) };
}

describe('reportPresence', () => {
  it('is valid for as long as the report says (S10)', async () => {
    const { stored } = await report({ kind: 'agent', id: 'carla', forSeconds: 30 });
    const presence = { status: 'online', expiresAt: NOW + 30_000 };
    expect(stored).toEqual([{ kind: 'agent', id: 'carla', presence }]);
  });

  it('is stored for the user who has taken over the one that is named (S7)', async () => {
    const { stored, unknown } = await report({ kind: 'user', id: 'mail-1' });
    expect(stored).toMatchObject([{ kind: 'user', id: 'carla' }]);
    expect(unknown).toEqual([]);
  });

  it('stores those who exist, and returns the others', async () => {
    const { stored, unknown } = await report(
      { kind: 'agent', id: 'carla' },
      { kind: 'agent', id: 'mail-1' },
      { kind: 'user', id: 'carla' },
    );
    expect(stored).toHaveLength(1);
    expect(unknown).toEqual([
      { kind: 'agent', id: 'mail-1' },
      { kind: 'user', id: 'carla' },
    ]);
  });
});
