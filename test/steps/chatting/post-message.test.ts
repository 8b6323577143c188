import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import type { Reserve } from '../../../functions/steps/chatting/open-conversation.ts';
import { type PostedMessage, postMessage } from '../../../functions/steps/chatting/post-message.ts';
import { AT, type ChatWorld, chatPorts, eraseCarla, makeChat } from './fake-chat.ts';

const proposed: Reserve = async (_name, propose) => propose();

let world: ChatWorld;
beforeEach(() => {
  world = makeChat();
});
const post = (given: Partial<PostedMessage>, conversationId = '1000', reserve = proposed) => {
  const message = { author: { kind: 'user' }, text: 'Ciao', attachmentIds: [] } as const;
  const posted = { ...message, answeredByBot: false, ...given } as PostedMessage;
  return postMessage(conversationId, posted, reserve, chatPorts(world));
};

describe('postMessage', () => {
  it('stores the message of the conversation’s user, with the name of the directory', async () => {
    const { kind } = await post({});
    expect(kind).toBe('posted');
    expect(world.messages).toMatchObject([
      {
        conversationId: '1000',
        author: { kind: 'user', id: 'carla', name: 'Carla' },
        channel: 'chat',
        text: 'Ciao',
        createdAt: AT,
      },
    ]);
  });

  it('knows the user by the id of a user whom they have taken over (S7)', async () => {
    await post({ author: { kind: 'user', id: 'mail-1' } });
    expect(world.messages).toMatchObject([{ author: { kind: 'user', id: 'carla' } }]);
  });

  it('lets a user write in their own conversation only', async () => {
    expect(await post({ author: { kind: 'user', id: 'dora' } })).toEqual({
      kind: 'author-not-in-conversation',
    });
    expect(world.messages).toEqual([]);
  });

  it('lets an agent write who exists, under the name of the directory', async () => {
    await post({ author: { kind: 'agent', id: 'anna' } });
    expect(world.messages).toMatchObject([{ author: { kind: 'agent', id: 'anna', name: 'Anna' } }]);
  });

  it.each([{ kind: 'agent', id: 'nobody' }, { kind: 'agent' }] as const)(
    'refuses the author %j',
    async (author) => {
      expect(await post({ author })).toEqual({ kind: 'unknown-author' });
      expect(world.messages).toEqual([]);
    },
  );

  it('takes the word of the chat backend for bots and the system', async () => {
    await post({ author: { kind: 'bot', id: 'helper' } });
    await post({ author: { kind: 'system' } });
    const authors = world.messages.map(({ author }) => author);
    expect(authors).toEqual([{ kind: 'bot', id: 'helper' }, { kind: 'system' }]);
  });

  it('notes that the bot has answered on a user’s message alone (R8)', async () => {
    await post({ answeredByBot: true });
    await post({ author: { kind: 'agent', id: 'anna' }, answeredByBot: true });
    expect(world.messages.map(({ answeredByBot }) => answeredByBot)).toEqual([true, undefined]);
  });

  it('refuses a message without visible text and file, and keeps one with a file (S12)', async () => {
    expect(await post({ text: ' \u200b' })).toEqual({ kind: 'empty' });
    await post({ text: ' \u200b', attachmentIds: ['a1'] });
    expect(world.messages).toMatchObject([{ text: '', attachments: [{ attachmentId: 'a1' }] }]);
  });

  it('knows no conversation that does not exist, or whose user is erased (S19)', async () => {
    expect(await post({}, '9')).toEqual({ kind: 'unknown-conversation' });
    eraseCarla(world);
    expect(await post({})).toEqual({ kind: 'unknown-conversation' });
  });

  it('leaves no file behind when the person was erased meanwhile (S19)', async () => {
    world.meanwhile = () => eraseCarla(world);
    expect(await post({ attachmentIds: ['a1'] })).toEqual({ kind: 'unknown-conversation' });
    expect([world.messages, world.forgotten]).toEqual([[], ['a1']]);
  });

  it('keeps the files of a stored message', async () => {
    await post({ attachmentIds: ['a1'] });
    expect(world.forgotten).toEqual([]);
  });

  it('repeated under its reserved id, returns the message as it was written first (S15)', async () => {
    const reserve: Reserve = async () => '1000-first';
    await post({}, '1000', reserve);
    const [first] = world.messages;
    if (first) first.createdAt = '2026-11-22T10:00:00.000Z';
    expect(await post({}, '1000', reserve)).toEqual({ kind: 'posted', message: first });
    expect(world.messages).toHaveLength(1);
  });
});

describe('a clientMessageId', () => {
  const mine = { clientMessageId: 'c-1', metadata: { mood: 'glad' } };

  it('makes one message of repeated posts (S15)', async () => {
    const twice = { ...mine, attachmentIds: ['a1', 'a1'] };
    const first = await post(twice);
    expect(await post(twice)).toEqual(first);
    expect(world.messages).toMatchObject([mine]);
  });

  it.each<[string, Partial<PostedMessage>]>([
    ['text', { text: 'Other' }],
    ['kind of author', { author: { kind: 'bot' } }],
    ['file', { attachmentIds: ['a1'] }],
  ])('is refused for another %s', async (_what, other) => {
    await post(mine);
    expect(await post({ ...mine, ...other })).toEqual({ kind: 'client-message-id-used' });
  });

  it('makes one message of posts at the same time, whose files stay (S15)', async () => {
    const twin = { messageId: '1000-twin', conversationId: '1000', text: 'Ciao', ...mine };
    world.meanwhile = () =>
      world.messages.push({
        ...twin,
        author: { kind: 'user' },
        attachments: [{ attachmentId: 'a1' }],
      } as unknown as ChatMessage);
    expect(await post({ ...mine, attachmentIds: ['a1'] })).toMatchObject({
      kind: 'posted',
      message: { messageId: '1000-twin' },
    });
    expect(world.forgotten).toEqual([]);
  });
});
