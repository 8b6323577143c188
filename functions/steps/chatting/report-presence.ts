import type { Clock } from '../ports.ts';
import type { PresenceStore } from './ports.ts';

/** What the chat backend says of one person (S10). */
export interface PresenceReport {
  kind: 'agent' | 'user';
  id: string;
  status: 'online' | 'offline';
  /** How long the report holds; a heartbeat that stops means offline. */
  forSeconds: number;
}

/** Notes who is online, and gives those whom nobody knows. */
export async function reportPresence(
  reports: PresenceReport[],
  ports: { presence: PresenceStore; clock: Clock },
): Promise<{ unknown: { kind: 'agent' | 'user'; id: string }[] }> {
  const known = await ports.presence.known(reports.map(({ kind, id }) => ({ kind, id })));
  const isKnown = new Set(known.map(({ kind, id }) => `${kind}\n${id}`));
  const nowMs = ports.clock.now();
  const taken = reports.filter(({ kind, id }) => isKnown.has(`${kind}\n${id}`));
  await ports.presence.put(
    taken.map(({ kind, id, status, forSeconds }) => ({
      kind,
      id,
      presence: { status, expiresAt: nowMs + forSeconds * 1000 },
    })),
  );
  return {
    unknown: reports
      .filter(({ kind, id }) => !isKnown.has(`${kind}\n${id}`))
      .map(({ kind, id }) => ({ kind, id })),
  };
}
