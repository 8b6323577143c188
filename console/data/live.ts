import { useEffect, useState } from 'preact/hooks';
import { client } from './client.ts';
import { isLocal } from './facts.ts';

interface Happening {
  topic: string;
  conversationId?: string;
}

/** Which answers are old news once something of that topic changed. */
const AFFECTED: Record<string, (happening: Happening) => unknown[][]> = {
  message: ({ conversationId }) => [['conversations'], ['messages', conversationId]],
  conversation: () => [['conversations']],
  delivery: ({ conversationId }) => [['deliveries', conversationId]],
  mail: () => [['inbound']],
  outbox: () => [['outbox']],
  agent: () => [['agents']],
  user: () => [['users']],
  department: () => [['departments']],
  presence: () => [['agents'], ['users'], ['presence']],
  webhook: () => [['webhooks']],
  settings: () => [['settings']],
  functions: () => [['functions']],
};

function follow(happenings: Happening[]): void {
  const keys = happenings.flatMap((happening) => AFFECTED[happening.topic]?.(happening) ?? []);
  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  for (const queryKey of distinct.values()) {
    void client.invalidateQueries({ queryKey: queryKey.filter((part) => part !== undefined) });
  }
}

export type Liveness = 'live' | 'waiting' | 'lost';

/** Server-sent events of this machine's pipeline; after a break everything is looked at again. */
export function useLive(): Liveness {
  const [liveness, setLiveness] = useState<Liveness>('waiting');
  useEffect(() => {
    if (!isLocal) return undefined;
    let wasLost = false;
    const source = new EventSource('/local/events');
    source.onopen = () => {
      setLiveness('live');
      if (wasLost) void client.invalidateQueries();
      wasLost = false;
    };
    source.onerror = () => {
      wasLost = true;
      setLiveness('lost');
    };
    source.onmessage = ({ data }) => follow(JSON.parse(data) as Happening[]);
    return () => source.close();
  }, []);
  return liveness;
}
