import { encodeTime } from 'ulid';
import { describe, expect, it } from 'vitest';
import { anyItem, type Item } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createMessageWatch } from '../../../../../functions/adapters/aws/table/operating/reconcile-table.ts';
import { createEventTable } from '../../../../../functions/adapters/aws/table/webhooks/event-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import { eventIdOf } from '../../../../../functions/conversations/event-id.ts';
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

/** The event on its way to a webhook, as deliver-webhooks puts it. */
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

describe('owed', () => {
  it('owes nothing where everybody was told', async () => {
    const messageId = await putMessage('1');
    await beginDelivery('1', messageId);
    expect(await createMessageWatch(table).owed('1', TIME, [CHAT])).toEqual([]);
  });

  it('owes nothing to nobody, and nothing to a webhook that came later', async () => {
    await putMessage('2');
    const later = { webhookId: 'chat', createdAt: '2026-11-04T00:00:00.000Z' };
    expect(await createMessageWatch(table).owed('2', TIME, [])).toEqual([]);
    expect(await createMessageWatch(table).owed('2', TIME, [later])).toEqual([]);
  });

  it('owes the event to a webhook that was passed over', async () => {
    const messageId = await putMessage('3');
    await beginDelivery('3', messageId);
    const other = { ...CHAT, webhookId: 'other' };
    const owed = [{ messageId, isDecided: true, isAnnounced: false }];
    expect(await createMessageWatch(table).owed('3', TIME, [CHAT, other])).toEqual(owed);
  });
});
