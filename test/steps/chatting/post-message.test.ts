import { describe, expect, it } from 'vitest';
import type { Reserve } from '../../../functions/steps/chatting/open-conversation.ts';
import type { Upload } from '../../../functions/steps/chatting/ports.ts';
import {
  type PostMessagePorts,
  postMessage,
} from '../../../functions/steps/chatting/post-message.ts';

const AT = '2026-11-22T10:30:00.000Z';
const CONVERSATION = {
  conversationId: '1000',
  userId: 'carla',
  status: 'open' as const,
  createdAt: AT,
  lastActivityAt: AT,
};
const UPLOAD: Upload = {
  attachmentId: 'a1',
  filename: 'note.txt',
  contentType: 'text/plain',
  size: 5,
  inline: false,
  state: 'waiting',
};
const MESSAGE = {
  author: { kind: 'bot' as const },
  text: '',
  attachmentIds: ['a1'],
  answeredByBot: false,
};

/** Only the ports that posting may call: any other call fails. */
function portsOf(isThere: boolean, forgotten: string[]): PostMessagePorts {
  return {
    clock: { now: () => Date.parse(AT) },
    conversations: { append: async () => isThere, find: async () => CONVERSATION },
    people: { findUser: async () => ({ userId: 'carla' }) },
    uploads: {
      find: async () => UPLOAD,
      storedSize: async () => UPLOAD.size,
      claim: async () => undefined,
      forget: async (ids: string[]) => {
        forgotten.push(...ids);
      },
    },
  } as unknown as PostMessagePorts;
}

describe('postMessage', () => {
  it.each([
    ['keeps the files of a stored message', true, 'posted', []],
    [
      'leaves no file behind when the conversation was erased meanwhile (S19)',
      false,
      'unknown-conversation',
      ['a1'],
    ],
  ])('%s', async (_name, isThere, kind, expected) => {
    const forgotten: string[] = [];
    const ports = portsOf(isThere, forgotten);
    const reserve: Reserve = async (_name, propose) => propose();
    expect(await postMessage('1000', MESSAGE, reserve, ports)).toMatchObject({ kind });
    expect(forgotten).toEqual(expected);
  });
});
