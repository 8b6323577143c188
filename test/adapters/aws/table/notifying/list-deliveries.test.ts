import { beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import type { GroupingWindow, SentMail } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { standing } from '../../../../support/standing.ts';
import { claimed } from '../sending/window-scene.ts';

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const AT = '2026-11-22T10:00:05.000Z';
const carla = { kind: 'user', id: 'carla' } as const;

const { table } = await awsOfFile();
const windowTable = createWindowTable(table);
const deliveries = createDeliveryTable(table);
let conversations = 0;

beforeAll(async () => {
  const ids = Array.from({ length: 14 }, (_, n) => String(n + 1));
  await standing(table, ids, ['01', '02']);
});

/** Two messages in one pending window. */
async function grouped() {
  conversations += 1;
  const conversationId = String(conversations);
  const messageIds = ['01', '02'].map((n) => `${conversationId}-${n}`);
  const about = { conversationId, participant: carla, recipient: 'old@kunde.example' };
  const how = { reason: 'agent-replied', groupingSeconds: 10, now: NOW } as const;
  const opened = [];
  for (const messageId of messageIds) {
    opened.push(await windowTable.enter({ ...about, ...how, messageId }));
  }
  const window = { ...(opened[0] as GroupingWindow), messageIds };
  const { lease } = await claimed(windowTable, window, NOW + 10_000);
  return { window, lease, messageIds };
}

/** Records that SES accepted the mail of these messages. */
async function send(window: GroupingWindow, messageIds: string[]): Promise<SentMail> {
  const sesMessageId = `ses-${window.windowId}`;
  const reasons = messageIds.map((messageId) => ({
    messageId,
    reason: 'notifications-on' as const,
  }));
  const mail = { recipient: 'new@kunde.example', at: AT, reasons };
  const wireMessageId = `<${sesMessageId}@eu-west-1.amazonses.com>`;
  await windowTable.recordSent({
    window,
    mail: { ...mail, sesMessageId, wireMessageId },
    text: '',
  });
  const sent = await createSentMailTable(table).find(sesMessageId);
  if (!sent || 'question' in sent) throw new Error('the mail is not known');
  return sent;
}

const shown = async (messageIds: string[]) =>
  (await Promise.all(messageIds.map((id) => deliveries.list(id))))
    .flat()
    .map(({ decision, reason }) => `${decision} ${reason}`);

describe('listDeliveries', () => {
  it('shows nothing of a pending mail', async () => {
    const { messageIds } = await grouped();
    expect(await shown(messageIds)).toEqual([]);
  });

  it('shows every message of a mail as sent, by the record of the mail (S11)', async () => {
    const { window, messageIds } = await grouped();
    await send(window, messageIds);
    const sent = { decision: 'sent', reason: 'notifications-on', recipient: 'new@kunde.example' };
    for (const messageId of messageIds) {
      expect(await deliveries.list(messageId)).toEqual([
        { ...sent, messageId, participant: carla, sesMessageId: `ses-${window.windowId}`, at: AT },
      ]);
    }
  });

  it('does not show a message as sent that was left out of the mail (S8)', async () => {
    const { window, lease, messageIds } = await grouped();
    const decision = { decision: 'skipped', reason: 'online' } as const;
    await windowTable.decide(window, lease, messageIds.slice(1), decision, AT);
    await send(window, messageIds.slice(0, 1));
    expect(await shown(messageIds)).toEqual(['sent notifications-on', 'skipped online']);
  });

  it('shows nothing of a message that was erased before the mail was sent (S19)', async () => {
    const { window, messageIds } = await grouped();
    await send(window, messageIds.slice(1));
    expect(await shown(messageIds)).toEqual(['sent notifications-on']);
  });

  it('shows what SES reports about the mail later (S16)', async () => {
    const { window, messageIds } = await grouped();
    const sent = await send(window, messageIds);
    await deliveries.markDelayed(sent, '2026-11-22T11:00:00.000Z');
    expect(await deliveries.list(messageIds[0] ?? '')).toMatchObject([
      { decision: 'sent', delayedAt: '2026-11-22T11:00:00.000Z' },
    ]);
    await deliveries.markBounced(sent, 'hard-bounce', '2026-11-22T12:00:00.000Z');
    expect(await shown(messageIds)).toEqual(['bounced hard-bounce', 'bounced hard-bounce']);
    expect(await deliveries.list(messageIds[0] ?? '')).toMatchObject([
      { sesMessageId: sent.sesMessageId, recipient: 'new@kunde.example' },
    ]);
  });

  it('shows a mail that SES accepted and then rejected as failed (S16)', async () => {
    const { window, messageIds } = await grouped();
    await deliveries.markRejected(await send(window, messageIds), AT);
    expect(await shown(messageIds)).toEqual(Array(2).fill('failed message-rejected'));
  });

  it('shows a paused mail as failed until it is sent, and later feedback, too (S16)', async () => {
    const { window, lease, messageIds } = await grouped();
    await windowTable.decide(
      window,
      lease,
      messageIds,
      { decision: 'failed', reason: 'account-paused' },
      '2026-11-22T10:00:01.000Z',
    );
    expect(await shown(messageIds)).toEqual(Array(2).fill('failed account-paused'));
    const sent = await send(window, messageIds);
    expect(await shown(messageIds)).toEqual(Array(2).fill('sent notifications-on'));
    await deliveries.markBounced(sent, 'complaint', AT);
    expect(await shown(messageIds)).toEqual(Array(2).fill('bounced complaint'));
  });

  it.each([
    { decision: 'skipped', reason: 'online' },
    { decision: 'failed', reason: 'message-rejected' },
  ] as const)(
    'shows a mail as sent though another decision was recorded before: $decision (S11, S15)',
    async (decision) => {
      const { window, lease, messageIds } = await grouped();
      await windowTable.decide(window, lease, messageIds, decision, AT);
      await windowTable.end(window, lease, 'dropped');
      const sent = await send(window, messageIds);
      expect(await shown(messageIds)).toEqual(Array(2).fill('sent notifications-on'));
      await deliveries.markBounced(sent, 'hard-bounce', AT);
      expect(await shown(messageIds)).toEqual(Array(2).fill('bounced hard-bounce'));
    },
  );

  it('ignores a later decision about a sent mail (S15)', async () => {
    const { window, lease, messageIds } = await grouped();
    await send(window, messageIds);
    await windowTable.decide(
      window,
      lease,
      messageIds,
      { decision: 'skipped', reason: 'over-budget' },
      AT,
    );
    await windowTable.end(window, lease, 'dropped');
    expect(await shown(messageIds)).toEqual(Array(2).fill('sent notifications-on'));
    expect(await windowTable.claim(window, NOW + 60_000)).toEqual({ kind: 'settled' });
  });
});
