import { useQuery } from '@tanstack/preact-query';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import type { PresenceReport } from '../data/types.ts';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { untilEnd } from './report-end.ts';

const AN_HOUR_SECONDS = 3600;

interface PresenceProps {
  kind: 'agents' | 'users';
  id: string;
  name: string;
}

/** Shows presence, once it is known, and reports it as the chat backend would (S10). */
export function Presence({ kind, id, name }: PresenceProps) {
  const say = useSay();
  const { isBusy, run } = useAction();
  const path = `/${kind}/${encodeURIComponent(id)}/presence`;
  const queryKey = ['presence', id, kind];
  const { data: presence } = useQuery({
    queryKey,
    queryFn: () => api<PresenceReport>('GET', path),
    refetchInterval: ({ state: { data } }) => untilEnd(data, Date.now()),
  });
  const isOnline = presence?.status === 'online';
  const report = () =>
    void run(async () => {
      const status = isOnline ? 'offline' : 'online';
      await api('PUT', path, { status, forSeconds: AN_HOUR_SECONDS });
      const until = new Date(Date.now() + AN_HOUR_SECONDS * 1000).toISOString();
      client.setQueryData<PresenceReport>(queryKey, { status, until });
    });
  if (!presence) return null;
  return (
    <button
      type="button"
      class={`presence ${isOnline ? 'online' : ''}`}
      aria-label={`${name}: ${say(isOnline ? 'people.online' : 'people.offline')}`}
      aria-pressed={isOnline}
      title={say(isOnline ? 'people.goOffline' : 'people.goOnline', { name })}
      aria-disabled={isBusy}
      onClick={report}
    >
      {say(isOnline ? 'people.online' : 'people.offline')}
    </button>
  );
}
