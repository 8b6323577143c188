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
