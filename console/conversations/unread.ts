import { signalOf } from '../parts/signal-of.ts';

const KEPT_AS = 'email-piping-seen';

type Seen = Record<string, string>;

function keptSeen(): Seen {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Seen;
  } catch {
    return {};
  }
}

/** Time up to which each conversation was read in this browser. */
export const seen = signalOf<Seen>(keptSeen());

export function markSeen(conversationId: string, at: string): void {
  if ((seen.get()[conversationId] ?? '') >= at) return;
  seen.set({ ...seen.get(), [conversationId]: at });
  localStorage.setItem(KEPT_AS, JSON.stringify(seen.get()));
}
