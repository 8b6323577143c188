import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import { findMessage } from '../../../functions/steps/chatting/find-conversation.ts';
import {
  type NewConversation,
  openConversation,
  type Reserve,
} from '../../../functions/steps/chatting/open-conversation.ts';
import { patchConversation } from '../../../functions/steps/chatting/patch-conversation.ts';
import { AT, type ChatWorld, chatPorts, eraseCarla, makeChat, takeOverDora } from './fake-chat.ts';

let world: ChatWorld;
beforeEach(() => {
  world = makeChat();
});

describe('openConversation', () => {
  const proposed: Reserve = async (_name, propose) => propose();
  const open = (given: Partial<NewConversation> = {}, reserve = proposed) => {
    const tokenKeys = { read: async () => ({ current: 'k1', keys: {} }) };
    const ports = { ...chatPorts(world), tokenKeys };
    return openConversation({ userId: 'carla', ...given }, reserve, ports);
  };

  it('opens a conversation of the user with the next number', async () => {
    expect(await open({ subject: 'Parcel', departmentId: 'sales' })).toEqual({
      kind: 'opened',
      conversation: {
        conversationId: '1001',
        userId: 'carla',
        subject: 'Parcel',
        departmentId: 'sales',
        status: 'open',
        createdAt: AT,
        lastActivityAt: AT,
      },
    });
  });

  it.each([
    ['userId', { userId: 'nobody' }],
    ['departmentId', { departmentId: 'nowhere' }],
    ['agentId', { agentId: 'nobody' }],
  ] as const)('refuses an unknown %s (R30)', async (field, given) => {
    expect(await open(given)).toEqual({ kind: 'unknown-party', field });
    expect(world.conversations).toHaveLength(1);
  });

  it('is the user’s who has taken over the one that is named (S7)', async () => {
    await open({ userId: 'mail-1' });
    expect(world.conversations.at(-1)?.userId).toBe('carla');
  });

  it('is theirs, too, if they take that user over meanwhile (S7)', async () => {
    world.meanwhile = () => takeOverDora(world);
    expect(await open({ userId: 'dora' })).toMatchObject({ conversation: { userId: 'carla' } });
    expect(world.conversations.at(-1)?.userId).toBe('carla');
  });

  it('repeated under its reserved number, returns the conversation as it is now (S15)', async () => {
    const reserve: Reserve = async () => '1000';
    expect(await open({ subject: 'again' }, reserve)).toEqual({
      kind: 'opened',
      conversation: world.conversations[0],
    });
    expect(world.conversations).toHaveLength(1);
  });

  it('knows no user who was erased meanwhile (S19)', async () => {
    world.meanwhile = () => eraseCarla(world);
    expect(await open()).toEqual({ kind: 'unknown-party', field: 'userId' });
  });
});

describe('findMessage', () => {
  const message = (id: string) => {
    const author = { kind: 'user', id } as const;
    return { messageId: '1000-1', conversationId: '1000', author } as ChatMessage;
  };
  const find = () => findMessage('1000-1', chatPorts(world));

  it('names the user by their present id, though they wrote before they were taken over (S7)', async () => {
    world.messages = [message('mail-1')];
    expect(await find()).toMatchObject({
      message: { author: { kind: 'user', id: 'carla' } },
      user: { userId: 'carla' },
    });
  });

  it('knows no message that does not exist, or whose user is erased (S19)', async () => {
    expect(await find()).toBeUndefined();
    world.messages = [message('carla')];
    eraseCarla(world);
    expect(await find()).toBeUndefined();
  });
});

describe('patchConversation', () => {
  const patch = (changes: object, conversationId = '1000') =>
    patchConversation(conversationId, changes, chatPorts(world));

  it('changes what is given, and takes a department or an agent away', async () => {
    const changes = { status: 'closed', departmentId: null, agentId: null };
    expect(await patch(changes)).toMatchObject({ kind: 'patched', conversation: changes });
  });

  it('hands it to the user who has taken over the one that is named (S7)', async () => {
    expect(await patch({ userId: 'mail-1' })).toMatchObject({ conversation: { userId: 'carla' } });
    expect(await patch({ userId: 'dora' })).toMatchObject({ conversation: { userId: 'dora' } });
  });

  it('hands it to them, too, if they take that user over meanwhile (S7)', async () => {
    world.meanwhile = () => takeOverDora(world);
    expect(await patch({ userId: 'dora' })).toMatchObject({ conversation: { userId: 'carla' } });
  });

  it.each([
    ['userId', 'nobody'],
    ['departmentId', 'nowhere'],
    ['agentId', 'nobody'],
  ])('refuses an unknown %s (R30)', async (field, id) => {
    expect(await patch({ [field]: id })).toEqual({ kind: 'unknown-party', field });
  });

  it('knows no conversation that does not exist, or whose user is erased (S19)', async () => {
    expect(await patch({ status: 'closed' }, '9')).toEqual({ kind: 'unknown-conversation' });
    eraseCarla(world);
    expect(await patch({ status: 'closed' })).toEqual({ kind: 'unknown-conversation' });
  });

  it('hands it to nobody who was erased meanwhile (S19)', async () => {
    world.meanwhile = () => {
      world.users = world.users.filter(({ userId }) => userId !== 'dora');
    };
    expect(await patch({ userId: 'dora' })).toEqual({ kind: 'unknown-party', field: 'userId' });
  });

  it('knows no conversation that was erased meanwhile (S19)', async () => {
    world.meanwhile = () => {
      world.conversations = [];
    };
    expect(await patch({ status: 'closed' })).toEqual({ kind: 'unknown-conversation' });
  });
});
