import { encodeTime } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import {
  whileLate,
  windowItem,
  windowKey,
} from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createMessageWatch } from '../../../../../functions/adapters/aws/table/reconciling/reconcile-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import { createEventTable } from '../../../../../functions/adapters/aws/table/webhooks/event-table.ts';
import { put, update } from '../../../../../functions/adapters/aws/table/write.ts';
import { eventIdOf } from '../../../../../functions/conversations/events/event-id.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const SINCE = Date.parse('2026-11-03T12:00:00.000Z');
const TIME = { since: SINCE, until: SINCE + 60_000 };
const CHAT = { webhookId: 'chat', createdAt: '2026-11-01T00:00:00.000Z' };

const { table } = await awsOfFile();

const idOf = (conversationId: string) =>
  `${conversationId}-${encodeTime(SINCE + 1000, 10)}${'0'.repeat(16)}`;

const write = (key: ReturnType<typeof keys.message>, value: Item) =>
  table.write(put(anyItem, key, value));

/** A message that `notify` has decided about. */
async function putMessage(conversationId: string) {
  const messageId = idOf(conversationId);
  const createdAt = new Date(SINCE + 1000).toISOString();
  await write(keys.message(messageId), {
    ...{ messageId, conversationId, createdAt },
    type: 'message',
  });
  await createDeliveryTable(table).closeDecisions(messageId, []);
  return messageId;
}

/** The event's delivery to a webhook, as deliver-webhooks begins it. */
async function beginDelivery(conversationId: string, messageId: string) {
  const subject = { type: 'message.created', conversationId, messageId } as const;
  const at = new Date(SINCE).toISOString();
  await createEventTable(table).begin({
    webhookId: 'chat',
    event: { ...subject, eventId: eventIdOf(subject), at, sequence: 1 },
    state: 'delivered',
    attempts: 1,
    dueAt: SINCE,
    beganAt: at,
    updatedAt: at,
  });
}

describe('noteLate', () => {
  const participant = { kind: 'user', id: 'carla' } as const;

  /** A window of this conversation, and whether `reconcile` would find it overdue. */
  async function openWindow(conversationId: string, state: 'open' | 'closed' | 'sent') {
    const windowId = idOf(conversationId);
    const name = { conversationId, participant, windowId };
    const about = { recipient: 'carla@kunde.example', authors: [], closesAt: SINCE };
    const window = { ...name, ...about, messageIds: [windowId], state };
    await table.write(put(windowItem, windowKey(name), window));
    const isListed = async () =>
      (await createWindowTable(table).listOverdue(SINCE)).items.some(
        (one) => one.windowId === windowId,
      );
    return { name, isListed };
  }

  it.each(['open', 'closed'] as const)('lists a window that is %s', async (state) => {
    const { isListed } = await openWindow(`11-${state}`, state);
    expect(await isListed()).toBe(false);
    await createMessageWatch(table).noteLate(`11-${state}`, TIME);
    expect(await isListed()).toBe(true);
  });

  it('lists no window that is settled or of another time', async () => {
    const [sent, young] = [await openWindow('12', 'sent'), await openWindow('13', 'open')];
    const watch = createMessageWatch(table);
    await watch.noteLate('12', TIME);
    await watch.noteLate('13', { since: SINCE - 60_000, until: SINCE });
    expect([await sent.isListed(), await young.isListed()]).toEqual([false, false]);
  });

  it('keeps the next try of a window that is listed already', async () => {
    const { name, isListed } = await openWindow('14', 'closed');
    const set = whileLate(SINCE + 60_000);
    await table.write(update(windowItem, windowKey(name), { set }));
    await createMessageWatch(table).noteLate('14', TIME);
    expect(await isListed()).toBe(false);
  });

  it('passes over texts that version 0.1.0 stored', async () => {
    await write(keys.window(idOf('15'), 'user#carla'), { sesMessageId: 's', text: 'old' });
    await createMessageWatch(table).noteLate('15', TIME);
    expect(await createWindowTable(table).listOverdue(SINCE)).not.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ conversationId: '15' })]),
    });
  });
});

describe('owed', () => {
  it('is empty if every webhook was told', async () => {
    const messageId = await putMessage('1');
    await beginDelivery('1', messageId);
    expect(await createMessageWatch(table).owed('1', TIME, [CHAT])).toEqual([]);
  });

  it('is empty without webhooks, and for a webhook created later', async () => {
    await putMessage('2');
    const later = { webhookId: 'chat', createdAt: '2026-11-04T00:00:00.000Z' };
    expect(await createMessageWatch(table).owed('2', TIME, [])).toEqual([]);
    expect(await createMessageWatch(table).owed('2', TIME, [later])).toEqual([]);
  });

  it('is empty for a webhook that subscribed since', async () => {
    await putMessage('4');
    const changed = { ...CHAT, listensSince: '2026-11-04T00:00:00.000Z' };
    expect(await createMessageWatch(table).owed('4', TIME, [changed])).toEqual([]);
  });

  it('has the event for a webhook that was passed over', async () => {
    const messageId = await putMessage('3');
    await beginDelivery('3', messageId);
    const other = { ...CHAT, webhookId: 'other' };
    const owed = [{ messageId, isDecided: true, isAnnounced: false }];
    expect(await createMessageWatch(table).owed('3', TIME, [CHAT, other])).toEqual(owed);
  });
});
