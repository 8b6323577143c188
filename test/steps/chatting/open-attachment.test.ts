import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentLink } from '../../../functions/conversations/attachment-link.ts';
import {
  openAttachment,
  openLinkedAttachment,
} from '../../../functions/steps/chatting/open-attachment.ts';
import { secretKey } from '../../support/secret-key.ts';
import { type ChatWorld, chatPorts, eraseCarla, makeChat, UPLOAD } from './fake-chat.ts';

const KEYS = { current: 'k1', keys: { k1: secretKey(1) } };
const URL_OF_FILE = 'https://files.example/a1';

let world: ChatWorld;
beforeEach(() => {
  world = makeChat();
  world.uploads = [{ ...UPLOAD, state: 'stored', conversationId: '1000' }];
});
const ports = () => ({ ...chatPorts(world), tokenKeys: { read: async () => KEYS } });

describe('openAttachment', () => {
  it('gives a URL of a stored file, also before a message uses it', async () => {
    expect(await openAttachment('a1', ports())).toBe(URL_OF_FILE);
    world.uploads = [UPLOAD];
    expect(await openAttachment('a1', ports())).toBe(URL_OF_FILE);
  });

  it('knows no file that was not announced or not uploaded', async () => {
    expect(await openAttachment('a2', ports())).toBeUndefined();
    world.stored.clear();
    expect(await openAttachment('a1', ports())).toBeUndefined();
  });

  it('knows no file of an erased person, while it is still there (S19)', async () => {
    eraseCarla(world);
    expect(await openAttachment('a1', ports())).toBeUndefined();
  });
});

describe('openLinkedAttachment', () => {
  const keyFor = (attachmentId: string) =>
    new URL(attachmentLink('https://api.example', KEYS, attachmentId)).searchParams.get('key') ??
    '';

  it('opens the file for which the key was made, and no other', async () => {
    expect(await openLinkedAttachment('a1', keyFor('a1'), ports())).toBe(URL_OF_FILE);
    for (const key of [keyFor('a2'), '', 'x']) {
      expect(await openLinkedAttachment('a1', key, ports())).toBeUndefined();
    }
  });
});
