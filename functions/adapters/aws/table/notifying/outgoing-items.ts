import type { Participant } from '../../../../conversations/people.ts';
import type { OutgoingWindow, WindowName } from '../../../../steps/notifying/ports.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';

/** Messages of one window; one more opens the next. A transaction writes a row for each. */
export const MAX_MESSAGES_PER_WINDOW = 40;

/** `"user#u-1"`: keys hold the person, not the address, so that a changed address (R31) changes no window. */
export const participantKey = ({ kind, id }: Participant) => `${kind}#${id}`;

export const windowKey = ({ conversationId, participant, windowId }: WindowName) =>
  keys.outgoing(conversationId, participantKey(participant), windowId);

/** `open`: takes messages. `closed`: its messages are fixed and the mail is on its way. The rest is settled. */
export type WindowState = 'open' | 'closed' | 'sent' | 'failed' | 'dropped';

export interface WindowItem extends OutgoingWindow {
  state: WindowState;
  lease?: string;
  /** Epoch milliseconds. */
  leaseUntil?: number;
}

/** Sort key of the index: when something should happen to the window, at the latest. */
export const nextTry = (epochMs: number) => new Date(epochMs).toISOString();

/** Ends an UpdateExpression that settles a window: it leaves the index with its lease. */
export const REMOVE_WHEN_SETTLED = 'REMOVE lease, leaseUntil, gsi1pk, gsi1sk';

export const windowItem = (window: OutgoingWindow) => ({
  ...windowKey(window),
  type: 'outgoing',
  gsi1pk: INDEX_PARTITIONS.outgoing,
  gsi1sk: nextTry(window.closesAt),
  ...window,
  state: 'open' satisfies WindowState,
});

export function readWindow(item: Record<string, unknown>): WindowItem {
  const { pk: _pk, sk: _sk, type: _type, gsi1pk: _gsi1pk, gsi1sk: _gsi1sk, ...window } = item;
  return window as unknown as WindowItem;
}
