import { useEffect, useState } from 'preact/hooks';
import { CallError } from './call-error.ts';
import { client } from './client.ts';
import { isLocal } from './facts.ts';

interface Happening {
  topic: string;
  conversationId?: string;
  personId?: string;
}

type QueryKey = unknown[];

/** Queries whose answers become outdated when something of the topic changes. */
const AFFECTED: Record<string, (happening: Happening) => QueryKey[]> = {
  message: ({ conversationId }) => [['conversations'], ['messages', conversationId]],
  conversation: () => [['conversations']],
  delivery: ({ conversationId }) => [['deliveries', conversationId]],
  mail: () => [['inbound']],
  outbox: () => [['outbox']],
  agent: () => [['agents']],
  user: ({ personId }) => [['users'], ['user', personId]],
  department: () => [['departments']],
  presence: ({ personId }) => [['presence', personId]],
  webhook: () => [['webhooks']],
  settings: () => [['settings']],
  functions: () => [['functions']],
};

const listeners = new Set<(topic: string) => void>();

/** Resolves when something of the topic changes after the call, at the latest after `withinMs`. */
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

/** Queries that are being refreshed; `true` if they became outdated again meanwhile. */
const refreshing = new Map<string, boolean>();

/** Between two refreshes of the same queries: while mail comes without a break, a list is not read without one. */
const PAUSE_MS = 200;

/** One mail makes a series of changes. A change during a refresh waits for its end and a pause, so that no call is made in vain. */
async function refresh(name: string, key: QueryKey): Promise<void> {
  const isUnderWay = refreshing.has(name);
  refreshing.set(name, isUnderWay);
  if (isUnderWay) return;
  const queryKey = key.filter((part) => part !== undefined);
  do {
    refreshing.set(name, false);
    await client.invalidateQueries({ queryKey });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  } while (refreshing.get(name));
  refreshing.delete(name);
}

export type Liveness = 'live' | 'waiting' | 'lost';

/** The pipeline sends a beat every five seconds: after three without one it hangs, or the way to it does. */
const SILENCE_MS = 16_000;

/** Whether the page hears of changes. */
export function useLive(): Liveness {
  const [liveness, setLiveness] = useState<Liveness>('waiting');
  useEffect(() => (isLocal ? listen(setLiveness) : watchCalls(setLiveness)), []);
  return liveness;
}

/** A deployed page hears what it asks for. While nobody answers, what it shows grows old. Returns the function that ends it. */
function watchCalls(tell: (liveness: Liveness) => void): () => void {
  return client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const { action } = event;
    if (action.type === 'success') tell('live');
    else if (action.type === 'error' && !(action.error instanceof CallError)) tell('lost');
  });
}

/** Server-sent events of the local pipeline. After a break everything is read again. Returns the function that ends it. */
function listen(tell: (liveness: Liveness) => void): () => void {
  let wasLost = false;
  const lose = () => {
    wasLost = true;
    tell('lost');
  };
  let silence = setTimeout(lose, SILENCE_MS);
  const hear = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MS);
    tell('live');
    if (wasLost) void client.invalidateQueries();
    wasLost = false;
  };
  const source = new EventSource('/local/events');
  source.onopen = hear;
  source.onerror = lose;
  source.addEventListener('beat', hear);
  source.onmessage = ({ data }) => {
    hear();
    follow(JSON.parse(data) as Happening[]);
  };
  return () => {
    clearTimeout(silence);
    source.close();
  };
}
