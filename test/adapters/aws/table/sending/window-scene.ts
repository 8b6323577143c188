import type { ItemStore } from '../../../../../functions/adapters/aws/table/item-store.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import type {
  ClaimedWindow,
  GroupingWindow,
  WindowEntry,
  WindowName,
  WindowStore,
} from '../../../../../functions/steps/sending/ports.ts';
import { standing } from '../../../../support/standing.ts';

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');
export const carla = { kind: 'user', id: 'carla' } as const;

const FIRST = 1000;

/** A function that begins a new conversation with each call, in which all messages that its entries name exist. */
export async function openScenes(table: ItemStore) {
  const ids = Array.from({ length: 45 }, (_, n) => String(FIRST + 1 + n));
  await standing(table, ids, ['01', '02', '03', ...Array.from({ length: 41 }, (_, n) => `0${n}`)]);
  let conversations = FIRST;
  return function scene(groupingSeconds: number) {
    conversations += 1;
    const conversationId = String(conversations);
    /** Entries of the n-th message. */
    const entry = (n: number, now = NOW): WindowEntry => ({
      messageId: `${conversationId}-0${n}`,
      conversationId,
      participant: carla,
      recipient: 'carla@kunde.example',
      reason: 'agent-replied',
      groupingSeconds,
      now,
    });
    return { entry, conversationId, windowTable: createWindowTable(table) };
  };
}

export type Scene = ReturnType<Awaited<ReturnType<typeof openScenes>>>;

/** Claims a window that is due and free. */
export async function claimed(
  windowTable: Pick<WindowStore, 'claim'>,
  window: WindowName,
  now = NOW,
): Promise<ClaimedWindow> {
  const claim = await windowTable.claim(window, now);
  if (claim.kind !== 'claimed') throw new Error(`the window is ${claim.kind}`);
  return claim;
}

export const record = (window: GroupingWindow, sesMessageId: string) => ({
  window,
  mail: {
    sesMessageId,
    wireMessageId: `<${sesMessageId}@eu-west-1.amazonses.com>`,
    recipient: 'carla@kunde.example',
    at: '2026-11-22T10:00:01.000Z',
    reasons: window.messageIds.map((messageId) => ({
      messageId,
      reason: 'agent-replied' as const,
    })),
  },
  text: `text of ${sesMessageId}`,
});
