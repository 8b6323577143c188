import { useQuery } from '@tanstack/preact-query';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';

const AN_HOUR_SECONDS = 3600;

interface PresenceProps {
  kind: 'agents' | 'users';
  id: string;
  name: string;
  shown: { status: 'online' | 'offline' } | undefined;
}

/** What the chat backend would report (S10). Until the API tells presence, what was reported here is shown. */
export function Presence({ kind, id, name, shown }: PresenceProps) {
  const say = useSay();
  const { isBusy, run } = useAction();
  const { data: reported } = useQuery<{ status: 'online' | 'offline' } | null>({
    queryKey: ['reported', kind, id],
    queryFn: () => null,
    enabled: false,
  });
  const status = shown?.status ?? reported?.status;
  const isOnline = status === 'online';
  const report = () =>
    void run(async () => {
      const next = { status: isOnline ? 'offline' : 'online', forSeconds: AN_HOUR_SECONDS };
      await api('PUT', `/${kind}/${encodeURIComponent(id)}/presence`, next);
      client.setQueryData(['reported', kind, id], next);
      await client.invalidateQueries({ queryKey: [kind] });
    });
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
