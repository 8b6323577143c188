import type { Clock } from '../ports.ts';
import type { PresenceStore } from './ports.ts';

/** What the chat backend reports of one person (S10). */
export interface PresenceReport {
  kind: 'agent' | 'user';
  id: string;
  status: 'online' | 'offline';
  /** How long the report is valid; when heartbeats stop, the person counts as offline. */
  forSeconds: number;
}

/** Stores who is online; returns the people who do not exist. */
export async function reportPresence(
  reports: PresenceReport[],
  ports: { presence: PresenceStore; clock: Clock },
): Promise<{ unknown: { kind: 'agent' | 'user'; id: string }[] }> {
  const known = await ports.presence.known(reports.map(({ kind, id }) => ({ kind, id })));
  const idNow = new Map(known.map(({ kind, id, now }) => [`${kind}\n${id}`, now]));
  const nowMs = ports.clock.now();
  await ports.presence.put(
    reports.flatMap(({ kind, id: asked, status, forSeconds }) => {
      const id = idNow.get(`${kind}\n${asked}`);
      const presence = { status, expiresAt: nowMs + forSeconds * 1000 };
      return id === undefined ? [] : [{ kind, id, presence }];
    }),
  );
  return {
    unknown: reports
      .filter(({ kind, id }) => !idNow.has(`${kind}\n${id}`))
      .map(({ kind, id }) => ({ kind, id })),
  };
}
