import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { eraseMessage } from '../../../../../functions/adapters/aws/table/erasing/erase-message.ts';
import { Erasing } from '../../../../../functions/adapters/aws/table/erasing/erasing.ts';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import {
  sentMailItem,
  windowItem,
  windowKey,
} from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createGuestTable } from '../../../../../functions/adapters/aws/table/notifying/guest-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import { put, update } from '../../../../../functions/adapters/aws/table/write.ts';
import { eventIdOf } from '../../../../../functions/conversations/events/event-id.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { standing } from '../../../../support/standing.ts';

const AT = '2026-11-22T10:00:00.000Z';
const NOW = Date.parse(AT);
const [FIRST = '', SECOND = '', THIRD = ''] = [0, 5, 10].map((n) => ulid(NOW + n * 60_000));
const anna = { kind: 'agent', id: 'anna' } as const;

const { aws, table } = await awsOfFile();
const windowTable = createWindowTable(table);
const deliveries = createDeliveryTable(table);
const sentMails = createSentMailTable(table);

const CONVERSATIONS = Array.from({ length: 11 }, (_, n) => String(n + 1));
beforeAll(() => standing(table, CONVERSATIONS, ['01', FIRST, SECOND]));

/** Sends anna one mail with both messages of the conversation. */
async function mailBoth(conversationId: string) {
  const messageIds = [FIRST, SECOND].map((ulid) => `${conversationId}-${ulid}`);
  const about = { conversationId, participant: anna, recipient: 'anna@shop.example' };
  const how = { reason: 'user-wrote', groupingSeconds: 10, now: NOW } as const;
  const opened = [];
  for (const messageId of messageIds) {
    opened.push(await windowTable.enter({ ...about, ...how, messageId }));
  }
  const window = opened[0] as GroupingWindow;
  const sesMessageId = `ses-${conversationId}`;
  const reasons = messageIds.map((messageId) => ({ messageId, reason: 'user-wrote' as const }));
  const mail = { recipient: 'anna@shop.example', at: AT, reasons, sesMessageId };
  const wireMessageId = `<${sesMessageId}@eu-west-1.amazonses.com>`;
  await windowTable.recordSent({
    window,
    mail: { ...mail, wireMessageId },
    text: 'what both said',
  });
  return { window, sesMessageId, messageIds };
}

async function erase(conversationId: string, messageId: string) {
  const erasing = new Erasing({ items: table, s3: aws.s3, bucket: aws.bucket });
  await eraseMessage(erasing, {
    ...keys.message(messageId),
    ...{ messageId, conversationId, author: { kind: 'user', id: 'carla' }, attachments: [] },
  });
  return erasing.removed;
}

describe('eraseMessage', () => {
  it('removes SES’s id and the text of a mail that showed the message (S19)', async () => {
    const { sesMessageId, messageIds } = await mailBoth('1');
    expect(await sentMails.recentTexts('1')).toEqual(['what both said']);
    const messageId = messageIds[0] ?? '';
    const told = {
      type: 'message.sent',
      conversationId: '1',
      messageId,
      participant: anna,
    } as const;
    await table.write(put(anyItem, keys.webhookDelivery('chat', eventIdOf(told)), {}));
    const removed = await erase('1', messageId);
    expect(removed).toMatchObject({ messages: 1, deliveries: 1, sentMails: 1, events: 1 });
    expect(await sentMails.find(sesMessageId)).toBeUndefined();
    expect(await sentMails.recentTexts('1')).toEqual([]);
  });

  it('leaves the rows of the mail’s other messages as sent (S11)', async () => {
    const { messageIds } = await mailBoth('2');
    await erase('2', messageIds[0] ?? '');
    expect(await deliveries.list(messageIds[0] ?? '')).toEqual([]);
    expect(await deliveries.list(messageIds[1] ?? '')).toMatchObject([{ decision: 'sent' }]);
    expect(await erase('2', messageIds[1] ?? '')).toMatchObject({ deliveries: 1, sentMails: 0 });
  });

  it('removes SES’s id of a mail that version 0.1.0 sent (S19)', async () => {
    const messageId = '3-01';
    const sent = { conversationId: '3', participant: anna, recipient: 'anna@shop.example' };
    const row = { messageId, ...sent, at: AT, sesMessageId: 'ses-3' } as const;
    // a row that had waited in a window kept its windowId
    const told = { ...row, decision: 'sent', reason: 'user-wrote', windowId: messageId };
    await table.write(put(anyItem, keys.delivery(messageId, anna), told));
    const before = { ...sent, sesMessageId: 'ses-3', messageIds: [messageId], at: AT };
    await table.write(put(sentMailItem, keys.sentMail('ses-3'), before));
    expect(await erase('3', messageId)).toMatchObject({ sentMails: 1 });
    expect(await sentMails.find('ses-3')).toBeUndefined();
  });
});

describe('eraseSentTexts', () => {
  const eraser = createPersonEraser(table, aws.s3, aws.bucket);

  it('removes the text of a mail that shows the message, though its window was opened before (S19)', async () => {
    await mailBoth('5');
    await eraser.eraseSentTexts(`5-${SECOND}`);
    expect(await sentMails.recentTexts('5')).toEqual([]);
  });

  it('keeps the text of a mail sent before the message (S12)', async () => {
    await mailBoth('6');
    await eraser.eraseSentTexts(`6-${THIRD}`);
    expect(await sentMails.recentTexts('6')).toEqual(['what both said']);
  });

  it('does not extend a mail’s expiry', async () => {
    const { window } = await mailBoth('7');
    const expiry = async () => (await table.get(keyedItem, windowKey(window)))?.expiresAt;
    await table.write(update(keyedItem, windowKey(window), { set: { expiresAt: 4_000_000_000 } }));
    await eraser.eraseSentTexts(`7-${FIRST}`);
    await erase('7', `7-${FIRST}`);
    expect(await expiry()).toBe(4_000_000_000);
  });

  it('writes nothing where no text is left, so that a step that was killed goes on (S19)', async () => {
    await mailBoth('11');
    await eraser.eraseSentTexts(`11-${FIRST}`);
    const asked: string[] = [];
    const note = { step: 'initialize', name: 'noteCommands' } as const;
    aws.dynamodb.middlewareStack.add((next, { commandName = '' }) => {
      asked.push(commandName);
      return next;
    }, note);
    await eraser.eraseSentTexts(`11-${FIRST}`);
    aws.dynamodb.middlewareStack.remove(note.name);
    expect(asked).toEqual(['QueryCommand']);
  });

  it('removes only the texts of mails from a message on (S12, S19)', async () => {
    const { window, sesMessageId } = await mailBoth('4');
    await eraser.eraseSentTexts(`4-${FIRST}`);
    expect(await sentMails.recentTexts('4')).toEqual([]);
    expect((await table.get(windowItem, windowKey(window)))?.mail?.sesMessageId).toBe(sesMessageId);
  });
});

describe('eraseGuestRows', () => {
  const eraser = createPersonEraser(table, aws.s3, aws.bucket);
  const guests = createGuestTable(table);
  const JOE = 'joe@x.example';
  const guest = (id: string) => ({ kind: 'guest', id }) as const;

  /** Each guest's note, and a row about them for each message. */
  async function join(conversationId: string, ...addresses: string[]) {
    const skipped = { decision: 'skipped', reason: 'guest', at: AT } as const;
    for (const end of [FIRST, SECOND]) {
      const messageId = `${conversationId}-${end}`;
      for (const address of addresses) {
        await guests.remember({ messageId, conversationId }, address);
      }
      const rows = addresses.map((address) => ({
        participant: guest(address),
        recipient: address,
      }));
      await deliveries.closeDecisions(
        messageId,
        rows.map((row) => ({ ...skipped, messageId, ...row })),
      );
    }
  }
  const hasRows = (conversationId: string, address: string) =>
    Promise.all(
      [FIRST, SECOND].map((end) => deliveries.hasRow(`${conversationId}-${end}`, guest(address))),
    );

  it('removes the note and every row in each conversation that one of the messages is of (S19)', async () => {
    for (const id of ['8', '9']) await join(id, JOE);
    await eraser.eraseGuestRows([`8-${FIRST}`, `9-${SECOND}`], JOE);
    expect([await guests.list('8'), await guests.list('9')]).toEqual([[], []]);
    expect([await hasRows('8', JOE), await hasRows('9', JOE)]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('leaves other guests, and other conversations (S19)', async () => {
    await join('10', JOE, 'ann@x.example');
    await join('11', JOE);
    await eraser.eraseGuestRows([`10-${FIRST}`], JOE);
    expect([await guests.list('10'), await guests.list('11')]).toEqual([['ann@x.example'], [JOE]]);
    expect(await hasRows('10', 'ann@x.example')).toEqual([true, true]);
    expect(await hasRows('11', JOE)).toEqual([true, true]);
  });
});
