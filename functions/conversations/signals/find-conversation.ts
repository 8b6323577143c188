import type { FoundSignal } from './collect-signals.ts';
import { SIGNALS, type Signal } from './signal.ts';

export type FoundConversation =
  | { kind: 'none' }
  /** Signals of equal weight name different conversations, and we never guess (S1). */
  | { kind: 'conflict'; conversationIds: string[] }
  | {
      kind: 'found';
      conversationId: string;
      /** The strongest signal that names the conversation. */
      signal: Signal;
      /** Tags that contradict a stronger signal: mail programs insert another conversation's (S1). */
      passedOver: { signal: Signal; conversationId: string; why: 'contradicts-stronger-signal' }[];
    };

/**
 * Finds the conversation of a mail by its strongest signals. Token, reference and SES id must agree; a tag counts only if there is none of
 * them. The caller leaves out signals of conversations that do not exist.
 */
export function findConversation(signals: FoundSignal[]): FoundConversation {
  const strong = signals.filter(({ signal }) => signal !== 'tag');
  const counting = strong.length > 0 ? strong : signals;
  const conversationIds = [...new Set(counting.map(({ conversationId }) => conversationId))];
  const [conversationId, ...others] = conversationIds;
  if (conversationId === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'conflict', conversationIds };
  return {
    kind: 'found',
    conversationId,
    signal: strongest(counting),
    passedOver: signals
      .filter((signal) => signal.conversationId !== conversationId)
      .map((passed) => ({
        signal: passed.signal,
        conversationId: passed.conversationId,
        why: 'contradicts-stronger-signal' as const,
      })),
  };
}

function strongest(signals: FoundSignal[]): Signal {
  const present = new Set(signals.map(({ signal }) => signal));
  return SIGNALS.find((signal) => present.has(signal)) ?? 'tag';
}
