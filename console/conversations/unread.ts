import { keptSignalOf } from '../parts/kept-signal-of.ts';

/** Time up to which each conversation was read in this browser. */
export const seen = keptSignalOf<Record<string, string>>(localStorage, 'email-piping-seen', {});

export function markSeen(conversationId: string, at: string): void {
  if ((seen.get()[conversationId] ?? '') >= at) return;
  seen.set({ ...seen.get(), [conversationId]: at });
}
