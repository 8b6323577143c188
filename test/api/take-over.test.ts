import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeUser } from '../../functions/adapters/aws/table/chatting/change-user.ts';
import {
  moveConversations,
  unfinishedMoves,
} from '../../functions/adapters/aws/table/chatting/move-conversations.ts';
import { newUserWrites } from '../../functions/adapters/aws/table/chatting/user-writes.ts';
import { keys } from '../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { reconcileTakeOvers } from '../../functions/steps/reconciling/reconcile-overdue.ts';
import { anyItem } from '../support/any-item.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

const AT = '2026-05-04T08:00:00.000Z';

let test: TestApi;
beforeAll(async () => {
  test = await startApi({ erasureQueue: { put: async () => undefined } });
});
afterAll(() => test?.stop());

const items = () => openTable(test.aws, test.aws.dynamodb);

/** A user made by an authenticated mail (S7), with conversations in which they wrote. */
async function madeByMail(userId: string, email: string, conversations = 1) {
  await items().write(...newUserWrites({ userId, email, emailFrom: 'mail' }, AT));
  const ids: string[] = [];
  for (let index = 0; index < conversations; index += 1) {
    const { body } = await test.call('POST', '/v1/conversations', { userId });
    const message = { author: { kind: 'user' }, text: 'By mail' };
    await test.call('POST', `/v1/conversations/${body.conversationId}/messages`, message);
    ids.push(body.conversationId);
  }
  return ids;
}

const isOf = (id: string) => (conversation: { userId: string }) => conversation.userId === id;

const get = async (path: string) => (await test.call('GET', path)).body;

describe('PUT /v1/users/{userId} with the address of a user whom mail made', () => {
  it('takes that user over: conversations and history move, and both ids work (S7)', async () => {
    const [conversationId = ''] = await madeByMail('mail-a', 'a@kunde.example');
    const put = await test.call('PUT', '/v1/users/u-a', { name: 'Ada', email: 'a@kunde.example' });
    expect(put.body).toMatchObject({ userId: 'u-a', formerIds: ['mail-a'], createdAt: AT });
    expect(await get('/v1/users/mail-a')).toEqual(put.body);
    expect((await get(`/v1/conversations/${conversationId}`)).userId).toBe('u-a');
    const { messages } = await get(`/v1/conversations/${conversationId}/messages`);
    expect(messages[0].author.id).toBe('u-a');
    for (const id of ['u-a', 'mail-a']) {
      const { conversations } = await get(`/v1/conversations?userId=${id}`);
      expect(conversations).toMatchObject([{ conversationId, userId: 'u-a' }]);
    }
    expect((await get('/v1/users?address=a@kunde.example')).users).toHaveLength(1);
  });

  it('does so once, however often it is called, also concurrently', async () => {
    await madeByMail('mail-b', 'b@kunde.example', 3);
    const put = () => test.call('PUT', '/v1/users/u-b', { email: 'b@kunde.example' });
    const answers = await Promise.all([put(), put(), put()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await put()).body.formerIds).toEqual(['mail-b']);
    expect((await get('/v1/conversations?userId=u-b')).conversations).toHaveLength(3);
  });

  it('is valid though the call was killed before it moved the conversations, and is completed later (S15)', async () => {
    const [conversationId = ''] = await madeByMail('mail-c', 'c@kunde.example', 2);
    const named = { userId: 'u-c', email: 'c@kunde.example', formerEmails: [] };
    await changeUser(items(), 'u-c', () => ({ ...named, emailNotifications: true }));
    const link = keys.conversationOf('user', 'mail-c', { conversationId, status: 'open' });
    expect(await items().get(anyItem, link)).toBeDefined();
    expect((await get(`/v1/conversations/${conversationId}`)).userId).toBe('u-c');
    const { conversations } = await get('/v1/conversations');
    expect(conversations.filter(isOf('u-c'))).toHaveLength(2);

    const takeOvers = {
      unfinished: (before: string) => unfinishedMoves(items(), before),
      finish: (id: string) => moveConversations(items(), id),
    };
    const inAnHour = { now: () => Date.now() + 3_600_000 };
    expect(await reconcileTakeOvers({ takeOvers, clock: inAnHour })).toBe(1);
    expect(await reconcileTakeOvers({ takeOvers, clock: inAnHour })).toBe(0);
    expect(await items().get(anyItem, link)).toBeUndefined();
    expect((await get('/v1/conversations?userId=u-c')).conversations).toHaveLength(2);
  });

  it('takes over no user made by an unproven mail, and none whom the chat backend has named before (S7)', async () => {
    const unproven = { userId: 'mail-d', email: 'd@kunde.example', emailFrom: 'unproven' as const };
    await items().write(...newUserWrites(unproven, AT));
    await test.call('PUT', '/v1/users/other-d', { email: 'd@kunde.example' });
    const put = await test.call('PUT', '/v1/users/u-d', { email: 'd@kunde.example' });
    expect(put.body.formerIds).toBeUndefined();
    expect((await get('/v1/users/mail-d')).userId).toBe('mail-d');
    expect((await get('/v1/users?address=d@kunde.example')).users).toMatchObject([
      { userId: 'other-d' },
      { userId: 'u-d' },
    ]);
  });

  it('accepts both ids in later calls', async () => {
    const [conversationId = ''] = await madeByMail('mail-e', 'e@kunde.example');
    await test.call('PUT', '/v1/users/u-e', { email: 'e@kunde.example' });
    const message = { author: { kind: 'user', id: 'mail-e' }, text: 'Still me' };
    const path = `/v1/conversations/${conversationId}/messages`;
    expect((await test.call('POST', path, message)).body.author.id).toBe('u-e');
    const opened = await test.call('POST', '/v1/conversations', { userId: 'mail-e' });
    expect(opened.body.userId).toBe('u-e');
    const online = { status: 'online', forSeconds: 60 };
    expect((await test.call('PUT', '/v1/users/mail-e/presence', online)).status).toBe(204);
    expect((await get('/v1/users/u-e/presence')).status).toBe('online');
    const renamed = await test.call('PUT', '/v1/users/mail-e', { name: 'Eva' });
    expect(renamed.body).toMatchObject({ userId: 'u-e', name: 'Eva', formerIds: ['mail-e'] });
  });

  it('has the whole person erased by a former id (S19)', async () => {
    const [conversationId = ''] = await madeByMail('mail-f', 'f@kunde.example');
    await test.call('PUT', '/v1/users/u-f', { email: 'f@kunde.example' });
    const erase = () => test.call('DELETE', '/v1/users/mail-f');
    const { status, body } = await erase();
    expect(status).toBe(202);
    expect((await erase()).body).toEqual(body);
    const work = (await test.ports.erasures.find(body.erasureId))?.work;
    expect(work).toMatchObject({ userIds: ['u-f', 'mail-f'] });
    for (const path of ['users/u-f', 'users/mail-f', `conversations/${conversationId}`]) {
      expect((await test.call('GET', `/v1/${path}`)).status).toBe(404);
    }
    const again = await test.call('PUT', '/v1/users/u-f', { email: 'f@kunde.example' });
    expect(again.body.code).toBe('erasure-running');
  });
});
