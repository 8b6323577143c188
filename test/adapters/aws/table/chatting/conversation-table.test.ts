import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLongBodies } from '../../../../../functions/adapters/aws/bucket/long-bodies.ts';
import { createConversationTable } from '../../../../../functions/adapters/aws/table/chatting/conversation-table.ts';
import {
  takenOverItem,
  userItem,
} from '../../../../../functions/adapters/aws/table/items/people-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import type {
  ChatMessage,
  Conversation,
} from '../../../../../functions/conversations/conversation.ts';
import { newMessageId } from '../../../../../functions/conversations/new-message-id.ts';
import type { MailDelivery } from '../../../../../functions/steps/receiving/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';

const AT = '2026-11-03T10:00:00.000Z';
const NOW = Date.parse(AT);

const { aws, table } = await awsOfFile();
const store = createConversationTable(table, createLongBodies(aws.s3, aws.bucket));
const inbound = createInboundTable(table);
const carla = { userId: 'carla', formerEmails: [], emailNotifications: true };
beforeAll(async () => {
  await table.write(put(userItem, keys.user(carla.userId), carla));
});

async function openConversation(at = AT): Promise<Conversation> {
  const conversation: Conversation = {
    conversationId: await store.nextNumber(),
    userId: 'carla',
    status: 'open',
    createdAt: at,
    lastActivityAt: at,
  };
  await store.create(conversation);
  return conversation;
}

const makeMessage = (conversationId: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  messageId: newMessageId(conversationId, NOW),
  conversationId,
  author: { kind: 'user', id: 'carla' },
  channel: 'chat',
  text: 'Hello',
  attachments: [],
  flags: [],
  createdAt: AT,
  ...more,
});

let mails = 0;
function makeDelivery(conversationId: string, more: Partial<MailDelivery> = {}): MailDelivery {
  mails += 1;
  const message = makeMessage(conversationId, { channel: 'email' });
  const record = recordedMail(`inbound-${mails}`, {
    outcome: 'delivered',
    reason: 'reply',
    conversationId,
    messageId: message.messageId,
  });
  return { record, fingerprint: `print-${mails}`, message, ...more };
}

describe('createConversationTable', () => {
  it('gives each number once, also to concurrent calls', async () => {
    const numbers = await Promise.all(Array.from({ length: 40 }, () => store.nextNumber()));
    expect(new Set(numbers).size).toBe(40);
  });

  it('opens a conversation once, also for two tries of one call at the same time (S15)', async () => {
    const conversation = {
      ...(await openConversation()),
      conversationId: await store.nextNumber(),
    };
    const tries = await Promise.all(
      ['first', 'second'].map((subject) => store.create({ ...conversation, subject })),
    );
    const standing = await store.find(conversation.conversationId);
    expect(tries).toEqual([standing, standing]);
  });

  it('gives concurrent copies of a mail the same number, so that their files are in one conversation (S15)', async () => {
    const copies = Array.from({ length: 5 }, () => store.numberFor('inbound-twice'));
    expect(new Set(await Promise.all(copies)).size).toBe(1);
    expect(await store.numberFor('inbound-other')).not.toBe(await store.numberFor('inbound-twice'));
  });

  it('appends the same message twice as one (S15)', async () => {
    const { conversationId } = await openConversation();
    const message = makeMessage(conversationId);
    expect([await store.append(message), await store.append(message)]).toEqual([true, true]);
    const { items } = await store.listMessages(conversationId, { limit: 10 });
    expect(items).toHaveLength(1);
  });

  it('appends nothing to a missing conversation', async () => {
    expect(await store.append(makeMessage('99999999'))).toBe(false);
  });

  it('reads a body that is too long for an item unchanged', async () => {
    const { conversationId } = await openConversation();
    const text = 'ü'.repeat(300_000);
    const message = makeMessage(conversationId, { text, html: `<p>${text}</p>`, elided: 'old' });
    await store.append(message);
    expect(await store.findMessage(message.messageId)).toEqual(message);
  });

  it('shows the other messages while an erasure, which deletes a long body before its message, is at work (S19)', async () => {
    const { conversationId } = await openConversation();
    const erased = makeMessage(conversationId, { text: 'long '.repeat(30_000) });
    const next = makeMessage(conversationId);
    for (const message of [erased, next]) await store.append(message);
    const Key = `bodies/${erased.messageId}`;
    await aws.s3.send(new DeleteObjectCommand({ Bucket: aws.bucket, Key }));
    const page = await store.listMessages(conversationId, { limit: 10 });
    expect(page).toEqual({ items: [next], cursor: undefined });
    expect(await store.findMessage(erased.messageId)).toBeUndefined();
  });

  it('keeps a message with a thousand files, which no item could hold (S14)', async () => {
    const { conversationId } = await openConversation();
    const attachments = Array.from({ length: 1_000 }, (_, n) => ({
      attachmentId: `${n}`.padStart(40, '0'),
      filename: 'ü'.repeat(150),
      contentType: 'application/octet-stream',
      size: 1_000,
      inline: false,
      contentId: 'c'.repeat(200),
    }));
    const message = makeMessage(conversationId, { attachments, channel: 'email' });
    expect(await store.append(message)).toBe(true);
    expect(await store.findMessage(message.messageId)).toEqual(message);
  });

  it('gives long messages on more pages, as an answer of the API holds 6 MB', async () => {
    const { conversationId } = await openConversation();
    for (let n = 0; n < 4; n += 1) {
      await store.append(makeMessage(conversationId, { text: `${n}`.repeat(2_000_000) }));
    }
    const first = await store.listMessages(conversationId, { limit: 50 });
    const second = await store.listMessages(conversationId, { limit: 50, cursor: first.cursor });
    const beginnings = [first, second].map(({ items }) => items.map(({ text }) => text[0]).join());
    expect(beginnings).toEqual(['0,1', '2,3']);
    expect(second.cursor).toBeUndefined();
  });

  it('cuts a message that no answer could hold, and says so', async () => {
    const { conversationId } = await openConversation();
    await store.append(makeMessage(conversationId, { text: '"'.repeat(2_000_000) }));
    await store.append(makeMessage(conversationId, { text: 'next' }));
    const { items } = await store.listMessages(conversationId, { limit: 10 });
    expect(items.map(({ text, flags }) => [text.length, flags])).toEqual([
      [400_000, ['text-cut']],
      [4, []],
    ]);
  });

  it('pages through messages, oldest first, none twice', async () => {
    const { conversationId } = await openConversation();
    for (let n = 0; n < 7; n += 1)
      await store.append(makeMessage(conversationId, { text: `${n}` }));
    const texts: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listMessages(conversationId, {
        limit: 3,
        ...(cursor && { cursor }),
      });
      texts.push(...page.items.map(({ text }) => text));
      cursor = page.cursor;
    } while (cursor);
    expect(texts).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('gives the newest messages up to a given one, oldest first', async () => {
    const { conversationId } = await openConversation();
    const messages = Array.from({ length: 5 }, (_, n) =>
      makeMessage(conversationId, { text: `${n}` }),
    );
    for (const message of messages) await store.append(message);
    const found = await store.recentMessages(conversationId, 2, messages[3]?.messageId);
    expect(found.map(({ text }) => text)).toEqual(['2', '3']);
  });

  it('moves a conversation to the top with a new message', async () => {
    const first = await openConversation('2027-01-01T00:00:00.000Z');
    const second = await openConversation('2027-01-02T00:00:00.000Z');
    const newest = async () => (await store.list({ limit: 1 })).items[0]?.conversationId;
    expect(await newest()).toBe(second.conversationId);
    const createdAt = '2027-01-03T00:00:00.000Z';
    await store.append(makeMessage(first.conversationId, { createdAt }));
    expect(await newest()).toBe(first.conversationId);
  });

  it('stores who replied last and the user’s first message (S8)', async () => {
    const { conversationId } = await openConversation();
    const first = makeMessage(conversationId);
    await store.append(first);
    await store.append(makeMessage(conversationId));
    await store.append(makeMessage(conversationId, { author: { kind: 'agent', id: 'anna' } }));
    expect(await store.find(conversationId)).toMatchObject({
      firstUserMessageId: first.messageId,
      lastReplierId: 'anna',
    });
  });

  it('stores that a conversation has guests (S11)', async () => {
    const { conversationId } = await openConversation();
    await store.append(makeMessage(conversationId));
    expect((await store.find(conversationId))?.hasGuests).toBeUndefined();
    const author = { kind: 'guest', id: 'bo@else.example', address: 'bo@else.example' } as const;
    await store.append(makeMessage(conversationId, { author }));
    expect((await store.find(conversationId))?.hasGuests).toBe(true);
  });

  it('changes and clears fields of a conversation, and creates no conversation', async () => {
    const { conversationId } = await openConversation();
    await store.patch(conversationId, { agentId: 'anna', status: 'closed' });
    await store.patch(conversationId, { agentId: null });
    const patched = await store.find(conversationId);
    expect([patched?.agentId, patched?.status]).toEqual([undefined, 'closed']);
    const none = await store.patch('99999999', { status: 'closed' });
    expect(none.kind).toBe('unknown-conversation');
  });

  it('refuses an invented cursor', async () => {
    await expect(store.list({ limit: 1, cursor: 'bm9uc2Vuc2U' })).rejects.toThrow(/cursor/);
  });
});

describe('deliverMail', () => {
  it('makes one message of fifty copies that arrive at once (S15)', async () => {
    const { conversationId } = await openConversation();
    const fingerprint = 'fifty';
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        store.deliverMail(makeDelivery(conversationId, { fingerprint })),
      ),
    );
    const kinds = results.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'delivered')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'duplicate')).toHaveLength(49);
    expect((await store.listMessages(conversationId, { limit: 99 })).items).toHaveLength(1);
  });

  it('returns the stored record when the same mail is handled twice (S15)', async () => {
    const { conversationId } = await openConversation();
    const delivery = makeDelivery(conversationId);
    await store.deliverMail(delivery);
    const again = { ...delivery, message: makeMessage(conversationId) };
    expect(await store.deliverMail(again)).toEqual({
      kind: 'already-decided',
      record: delivery.record,
    });
  });

  it('delivers no mail again whose record has expired (S15)', async () => {
    const { conversationId } = await openConversation();
    const delivery = makeDelivery(conversationId);
    await store.deliverMail(delivery);
    await table.removeMany([keys.mail(delivery.record.mailId)]);
    const again = { ...delivery, message: makeMessage(conversationId) };
    const of = delivery.record.mailId;
    expect(await store.deliverMail(again)).toEqual({ kind: 'duplicate', of });
  });

  it('delivers nothing into an erased conversation', async () => {
    const delivery = makeDelivery('88888888');
    expect(await store.deliverMail(delivery)).toEqual({ kind: 'outdated' });
    expect(await inbound.find(delivery.record.mailId)).toBeUndefined();
    expect(
      await inbound.findDuplicate(delivery.fingerprint, delivery.record.receivedAt),
    ).toBeUndefined();
  });

  it('creates conversation and user in the same transaction (R12, S7)', async () => {
    const conversationId = await store.nextNumber();
    const delivery = makeDelivery(conversationId, {
      newConversation: {
        conversationId,
        userId: 'new',
        status: 'open',
        createdAt: AT,
        lastActivityAt: AT,
      },
      newUser: { userId: 'new', email: 'new@client.example', emailFrom: 'mail' },
    });
    expect(await store.deliverMail(delivery)).toEqual({ kind: 'delivered' });
    expect(await store.find(conversationId)).toMatchObject({
      firstUserMessageId: delivery.message.messageId,
    });
  });

  it('lists it by its message, which is made only when the files are stored, so that reconcile finds it (S11)', async () => {
    const conversationId = await store.nextNumber();
    const createdAt = '2026-11-03T09:59:30.000Z';
    const newConversation = {
      conversationId,
      userId: 'carla',
      status: 'open' as const,
      createdAt,
      lastActivityAt: createdAt,
    };
    const delivery = makeDelivery(conversationId, { newConversation });
    expect(await store.deliverMail(delivery)).toEqual({ kind: 'delivered' });
    expect(await store.find(conversationId)).toMatchObject({ createdAt, lastActivityAt: AT });
  });

  it('replaces a held record once, on a release (docs/openapi.json)', async () => {
    const { conversationId } = await openConversation();
    const delivery = makeDelivery(conversationId, { replaces: 'held' });
    await inbound.record({ ...delivery.record, outcome: 'held', reason: 'not-a-participant' });
    const both = await Promise.all([
      store.deliverMail(delivery),
      store.deliverMail({ ...delivery, message: makeMessage(conversationId) }),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['already-decided', 'delivered']);
  });

  it.each([
    ['at once', AT],
    ['late', '2027-02-01T00:00:00.000Z'],
  ])(
    'writes nothing %s if the conversation was handed to another user, who does not get the former one’s Reply-To (S4)',
    async (_when, lastActivityAt) => {
      await table.write(put(userItem, keys.user('otto'), { ...carla, userId: 'otto' }));
      const { conversationId } = await openConversation(lastActivityAt);
      await store.patch(conversationId, { userId: 'otto' });
      const userAddress = { address: 'shop@kunde.example', userId: 'carla' };
      const delivery = makeDelivery(conversationId, { userAddress });
      expect(await store.deliverMail(delivery)).toEqual({ kind: 'outdated' });
      const { userAddress: address } = (await store.find(conversationId)) ?? {};
      const { items } = await store.listMessages(conversationId, { limit: 10 });
      expect({ address, items }).toEqual({ address: undefined, items: [] });
    },
  );

  it('lets a Reply-To count in a conversation that has not yet moved to who took its user over (S4, S7)', async () => {
    const { conversationId } = await openConversation('2026-11-03T09:00:00.000Z');
    await table.write(put(takenOverItem, keys.takenOver('carla'), { userId: 'carla', by: 'kim' }));
    const userAddress = { address: 'kim@home.example', userId: 'kim' };
    const delivery = makeDelivery(conversationId, { userAddress });
    expect(await store.deliverMail(delivery)).toEqual({ kind: 'delivered' });
    expect(await store.find(conversationId)).toMatchObject({
      userAddress: 'kim@home.example',
      lastActivityAt: AT,
    });
  });

  it('keeps the newest activity when a message is written late, but makes its other changes', async () => {
    const { conversationId } = await openConversation();
    const newest = '2027-02-01T00:00:00.000Z';
    await store.append(makeMessage(conversationId, { createdAt: newest }));
    const late = makeMessage(conversationId, { author: { kind: 'agent', id: 'anna' } });
    const twice = [await store.append(late), await store.append(late)];
    const userAddress = { address: 'shop@kunde.example', userId: 'carla' };
    const mail = makeDelivery(conversationId, { userAddress });
    expect([...twice, (await store.deliverMail(mail)).kind]).toEqual([true, true, 'delivered']);
    expect(await store.find(conversationId)).toMatchObject({
      lastActivityAt: newest,
      lastReplierId: 'anna',
      userAddress: 'shop@kunde.example',
    });
    expect((await store.list({ limit: 1 })).items).toMatchObject([{ conversationId }]);
    expect((await store.listMessages(conversationId, { limit: 10 })).items).toHaveLength(3);
  });

  it.each(['system', 'bot'] as const)(
    'appends a late message of the %s, and keeps the newest activity',
    async (kind) => {
      const { conversationId } = await openConversation();
      const newest = '2027-02-01T00:00:00.000Z';
      await store.append(makeMessage(conversationId, { createdAt: newest }));
      const late = makeMessage(conversationId, { author: { kind } });
      expect([await store.append(late), await store.append(late)]).toEqual([true, true]);
      expect((await store.find(conversationId))?.lastActivityAt).toBe(newest);
      expect((await store.listMessages(conversationId, { limit: 10 })).items).toHaveLength(2);
    },
  );
});
