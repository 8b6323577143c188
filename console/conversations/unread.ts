import { ofBrowser } from '../data/keeper.ts';
import { keptSignalOf } from '../parts/kept-signal-of.ts';

/** The last activity of each conversation that was seen in this browser: the server's times alone, whatever this browser's clock says. */
export const seen = keptSignalOf<Record<string, string>>(ofBrowser, 'email-piping-seen', {});

export function markSeen(conversationId: string, at: string): void {
  if ((seen.get()[conversationId] ?? '') >= at) return;
  seen.set({ ...seen.get(), [conversationId]: at });
}
