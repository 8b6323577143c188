import { PASSING_REASONS } from '../../../../conversations/recipients/delivery.ts';
import type { GroupingWindow, WindowEntry } from '../../../../steps/sending/ports.ts';
import { type Item, keyedItem } from '../item-kind.ts';
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
  decisionsOpen,
  endDecisions,
  ifUndecided,
  ROWS_AT_ONCE,
  skippedRow,
  writeRows,
  writeWithRows,
} from '../notifying/write-rows.ts';
import { put, update, type Write } from '../write.ts';

/** The message must still exist and be undecided; with its last recipient it is marked as decided. */
const markMessage = ({ last, messageId, isHandedOver }: WindowEntry): Write =>
  (last ? endDecisions : decisionsOpen)(messageId, isHandedOver);

/**
 * Puts a message into the recipient's open window, or opens one. Row and window change in one transaction, so a message with a row is in
 * exactly one window, however often its event comes (S8, S15).
 */
export async function enterWindow(
  items: ItemStore,
  given: WindowEntry,
): Promise<GroupingWindow | undefined> {
  const entry = await withFewRows(items, given);
  const skipped = skippedRows(entry);
  const open = entry.groupingSeconds > 0 ? await findOpenWindow(items, entry) : undefined;
  // the row's condition fails if this event came before; the message's if it was decided about, or erased (S19)
  const mark = markMessage(entry);
  if (open && open.windowId !== entry.messageId) {
    const joining = { ...entry, participant: open.participant };
    const row = pendingRow(joining, open.windowId);
    const join = joinWindow(joining, open.windowId);
    const joined = await writeWithRows(items, [row, mark, join], skipped);
    if (joined.isDone) return undefined;
    if (joined.hasFailed(mark, row)) return enteredBefore(items, entry);
  }
  const window = newWindow(entry);
  const own = [pendingRow(entry, window.windowId), mark, ...openWindow(entry, window)];
  const opened = await writeWithRows(items, own, skipped);
  return opened.isDone ? window : enteredBefore(items, entry);
}

/** If the rows leave no room for a window in the transaction, they are written before it. */
async function withFewRows(items: ItemStore, entry: WindowEntry): Promise<WindowEntry> {
  const { messageId, last, isHandedOver } = entry;
  if (!last || last.skipped.length <= ROWS_AT_ONCE) return entry;
  await writeRows(items, skippedRows(entry), decisionsOpen(messageId, isHandedOver));
  return { ...entry, last: { skipped: [] } };
}

const skippedRows = ({ last, isHandedOver }: WindowEntry): Write[] =>
  (last?.skipped ?? []).map((row) => skippedRow(row, isHandedOver));

/** The open window of the participant. That of a user who was taken over is still under their former id. */
async function findOpenWindow(items: ItemStore, entry: WindowEntry) {
  const { conversationId, participant, formerIds = [], now } = entry;
  const names = [participant, ...formerIds.map((id) => ({ ...participant, id }))];
  const pointers = await Promise.all(
    names.map((name) =>
      items.get(openWindowItem, keys.openWindow(conversationId, participantKey(name))),
    ),
  );
  const open = pointers.findIndex((pointer) => pointer !== undefined && pointer.closesAt > now);
  const [windowId, name] = [pointers[open]?.windowId, names[open]];
  return windowId !== undefined && name ? { windowId, participant: name } : undefined;
}

function newWindow(entry: WindowEntry): GroupingWindow {
  const { conversationId, participant, recipient, messageId, author, groupingSeconds, now } = entry;
  return {
    conversationId,
    participant,
    windowId: messageId,
    messageIds: [messageId],
    recipient,
    authors: author ? [author] : [],
    closesAt: now + groupingSeconds * 1000,
  };
}

const pendingRow = (entry: WindowEntry, windowId: string): Write => {
  const { messageId, participant, recipient, reason, isHandedOver, now } = entry;
  const at = new Date(now).toISOString();
  const row = { messageId, participant, recipient, decision: PENDING, reason, windowId, at };
  const key = keys.delivery(messageId, participant);
  return put(pendingItem, key, row, ifUndecided(isHandedOver));
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

/** The message is handed back to its first recipient, whose window ended without a mail. */
const IF_NEW_OR_DROPPED = {
  if: 'attribute_not_exists(pk) OR #state = :dropped',
  values: { dropped: 'dropped' },
};

const openWindow = ({ groupingSeconds, isLate }: WindowEntry, window: GroupingWindow): Write[] => {
  const { conversationId, participant, windowId, closesAt } = window;
  const pointer = keys.openWindow(conversationId, participantKey(participant));
  return [
    put(
      windowItem,
      windowKey(window),
      { ...window, state: 'open', ...(isLate && whileLate(closesAt)) },
      IF_NEW_OR_DROPPED,
    ),
    ...(groupingSeconds > 0 ? [put(openWindowItem, pointer, { windowId, closesAt })] : []),
  ];
};

/** This event came before. The message may still lack its mark, so rows and mark are written here. */
async function enteredBefore(items: ItemStore, entry: WindowEntry) {
  const { messageId, last, isHandedOver } = entry;
  if (isHandedOver) await refuseWhileInHand(items, entry);
  const stands = decisionsOpen(messageId, isHandedOver);
  if (last) await writeRows(items, skippedRows(entry), stands, markMessage(entry));
  return readOwnWindow(items, entry);
}

/**
 * The message may be handed back to somebody who was gone when another function took their window: it is about to end that window without
 * a mail, and the message would go to nobody. An exception, so that the caller's order comes again after it. A killed function's lease
 * ends when the window's own order comes again.
 */
async function refuseWhileInHand(
  items: ItemStore,
  { messageId, participant }: WindowEntry,
): Promise<void> {
  const row = await items.get(keyedItem, keys.delivery(messageId, participant));
  if (typeof row?.windowId !== 'string' || !mayPass(row)) return;
  const window = await items.get(windowItem, windowKey({ participant, windowId: row.windowId }));
  if (window?.lease !== undefined || window?.state === 'dropped')
    throw new Error(`${messageId} is handed back while its former window is in hand: try again`);
}

const mayPass = ({ decision, reason }: Item) =>
  decision === PENDING || PASSING_REASONS.some((passing) => passing === reason);

/** The window that this message opened, if it has not ended: a function killed after the transaction has not queued it. */
async function readOwnWindow(items: ItemStore, entry: WindowEntry) {
  const window = await items.get(windowItem, windowKey({ ...entry, windowId: entry.messageId }));
  return window?.state === 'open' || window?.state === 'closed' ? window : undefined;
}
