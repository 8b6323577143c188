import { useEffect, useState } from 'preact/hooks';
import { client } from './client.ts';
import { isLocal } from './facts.ts';

interface Happening {
  topic: string;
  conversationId?: string;
  messageId?: string;
}

type QueryKey = unknown[];

/** Which answers are old news once something of that topic changed. */
const AFFECTED: Record<string, (happening: Happening) => QueryKey[]> = {
  message: ({ conversationId }) => [['conversations'], ['messages', conversationId]],
  conversation: () => [['conversations']],
  delivery: ({ conversationId, messageId }) => [['deliveries', conversationId, messageId]],
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

const listeners = new Set<(topic: string) => void>();

/** Resolves when something of that topic changes after the call, or after `withinMs`, whichever is first. */
export function nextHappening(topic: string, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      listeners.delete(listener);
      resolve();
    };
    const listener = (happened: string) => {
      if (happened === topic) end();
    };
    const timer = setTimeout(end, withinMs);
    listeners.add(listener);
  });
}

function follow(happenings: Happening[]): void {
  for (const { topic } of happenings) for (const listener of [...listeners]) listener(topic);
  const keys = happenings.flatMap((happening) => AFFECTED[happening.topic]?.(happening) ?? []);
  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  for (const [name, key] of distinct) void refresh(name, key);
}

/** Answers that are being read anew; `true` where they became old again meanwhile. */
const refreshing = new Map<string, boolean>();

/** One mail makes a row of changes: while an answer is on its way the next change waits, so that no question is asked and thrown away. */
async function refresh(name: string, key: QueryKey): Promise<void> {
  const isUnderWay = refreshing.has(name);
  refreshing.set(name, isUnderWay);
  if (isUnderWay) return;
  const queryKey = key.filter((part) => part !== undefined);
  do {
    refreshing.set(name, false);
    await client.invalidateQueries({ queryKey });
  } while (refreshing.get(name));
  refreshing.delete(name);
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
