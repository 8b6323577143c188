import type { GroupingWindow, WindowEntry } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { PENDING, pendingItem } from '../items/delivery-items.ts';
import {
  MAX_MESSAGES_PER_WINDOW,
  openWindowItem,
  participantKey,
  whileLate,
  windowItem,
  windowKey,
} from '../items/window-items.ts';
import { keys } from '../keys.ts';
import {
  endDecisions,
  messageStands,
  ROWS_AT_ONCE,
  skippedRow,
  writeRows,
  writeWithRows,
} from '../notifying/write-rows.ts';
import { IF_NEW, put, update, type Write } from '../write.ts';

/** The message must still exist; with its last recipient it is marked as decided. */
const markMessage = ({ last, messageId }: WindowEntry): Write =>
  last ? endDecisions(messageId) : messageStands(messageId);

/**
 * Puts a message into the recipient's open window, or opens one. Row and window change in one transaction, so a message with a row is in
 * exactly one window, however often its event comes (S8, S15).
 */
export async function enterWindow(
  items: ItemStore,
  given: WindowEntry,
): Promise<GroupingWindow | undefined> {
  const entry = await withFewRows(items, given);
  const skipped = (entry.last?.skipped ?? []).map(skippedRow);
  const openId = entry.groupingSeconds > 0 ? await findOpenWindow(items, entry) : undefined;
  // the row's condition fails if this event came before; the message's if it was erased (S19)
  const mark = markMessage(entry);
  if (openId && openId !== entry.messageId) {
    const row = pendingRow(entry, openId);
    const joined = await writeWithRows(items, [row, mark, joinWindow(entry, openId)], skipped);
    if (joined.isDone || joined.hasFailed(mark)) return undefined;
    if (joined.hasFailed(row)) return enteredBefore(items, entry);
  }
  const window = newWindow(entry);
  const own = [pendingRow(entry, window.windowId), mark, ...openWindow(entry, window)];
  const opened = await writeWithRows(items, own, skipped);
  if (opened.hasFailed(mark)) return undefined;
  return opened.isDone ? window : enteredBefore(items, entry);
}

/** If the rows leave no room for a window in the transaction, they are written before it. */
async function withFewRows(items: ItemStore, entry: WindowEntry): Promise<WindowEntry> {
  const { messageId, last } = entry;
  if (!last || last.skipped.length <= ROWS_AT_ONCE) return entry;
  await writeRows(items, messageId, last.skipped.map(skippedRow));
  return { ...entry, last: { skipped: [] } };
}

async function findOpenWindow(items: ItemStore, entry: WindowEntry) {
  const key = keys.openWindow(entry.conversationId, participantKey(entry.participant));
  const pointer = await items.get(openWindowItem, key);
  return pointer && pointer.closesAt > entry.now ? pointer.windowId : undefined;
}

function newWindow(entry: WindowEntry): GroupingWindow {
  const { conversationId, participant, recipient, messageId, author, groupingSeconds, now } = entry;
  return {
    conversationId,
    participant,
    windowId: messageId,
    messageIds: [messageId],
    recipient,
    ...(author && { authors: [author] }),
    closesAt: now + groupingSeconds * 1000,
  };
}

const pendingRow = (entry: WindowEntry, windowId: string): Write => {
  const { messageId, participant, recipient, reason, now } = entry;
  const at = new Date(now).toISOString();
  const row = { messageId, participant, recipient, decision: PENDING, reason, windowId, at };
  return put(pendingItem, keys.delivery(messageId, participant), row, IF_NEW);
};

const joinWindow = (entry: WindowEntry, windowId: string): Write =>
  update(
    windowItem,
    windowKey({ ...entry, windowId }),
    { append: { messageIds: [entry.messageId], ...(entry.author && { authors: [entry.author] }) } },
    {
      if: '#state = :open AND size(messageIds) < :most',
      values: { open: 'open', most: MAX_MESSAGES_PER_WINDOW },
    },
  );

const openWindow = ({ groupingSeconds, isLate }: WindowEntry, window: GroupingWindow): Write[] => {
  const { conversationId, participant, windowId, closesAt } = window;
  const pointer = keys.openWindow(conversationId, participantKey(participant));
  return [
    put(
      windowItem,
      windowKey(window),
      { ...window, state: 'open', ...(isLate && whileLate(closesAt)) },
      IF_NEW,
    ),
    ...(groupingSeconds > 0 ? [put(openWindowItem, pointer, { windowId, closesAt })] : []),
  ];
};

/** This event came before. The message may still lack its mark, so rows and mark are written here. */
async function enteredBefore(items: ItemStore, entry: WindowEntry) {
  const { messageId, last } = entry;
  if (last)
    await writeRows(items, messageId, last.skipped.map(skippedRow), endDecisions(messageId));
  return readOwnWindow(items, entry);
}

/** The window that this message opened, if it has not ended: a function killed after the transaction has not queued it. */
async function readOwnWindow(items: ItemStore, entry: WindowEntry) {
  const window = await items.get(windowItem, windowKey({ ...entry, windowId: entry.messageId }));
  return window?.state === 'open' || window?.state === 'closed' ? window : undefined;
}
