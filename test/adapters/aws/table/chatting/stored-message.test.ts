import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  readMessage,
  storeMessage,
} from '../../../../../functions/adapters/aws/table/chatting/stored-message.ts';
import { insertedMessage } from '../../../../../functions/adapters/aws/table/notifying/inserted-message.ts';
import type { ChatMessage } from '../../../../../functions/conversations/conversation.ts';

const message = (fields: Partial<ChatMessage>): ChatMessage => ({
  messageId: '1000-01',
  conversationId: '1000',
  author: { kind: 'user', id: 'carla' },
  channel: 'email',
  text: 'Hello',
  attachments: [],
  flags: [],
  createdAt: '2026-11-26T10:00:00.000Z',
  ...fields,
});

const LONG = message({
  text: 'Grüße aus Köln, 你好. '.repeat(200),
  html: '<p>Grüße</p>'.repeat(300),
  attachments: [
    { attachmentId: 'a1', filename: 'a.txt', contentType: 'text/plain', size: 1, inline: false },
  ],
});

const inBucket = new Map<string, string>();
const bodies = {
  put: async (key: string, body: string) => void inBucket.set(key, body),
  get: async (key: string) => inBucket.get(key),
};

describe('storeMessage', () => {
  it('stores a short message unpacked', async () => {
    const short = message({});
    expect(await storeMessage(bodies, short)).toBe(short);
  });

  it('puts a body that is too long for an item into the bucket, named after its mail', async () => {
    const huge = message({ text: '1234567890'.repeat(10_000), mailId: 'inbound-a' });
    const stored = await storeMessage(bodies, huge);
    expect(stored).toMatchObject({ bodyKey: 'bodies/1000-inbound-a', attachments: [] });
    expect(stored).not.toHaveProperty('text');
    expect(await readMessage(bodies, stored)).toEqual(huge);
  });

  it('packs a long message, with its file ids beside, and reads it unchanged', async () => {
    const stored = await storeMessage(bodies, LONG);
    expect(stored).toMatchObject({ attachments: [{ attachmentId: 'a1' }] });
    expect(stored).not.toHaveProperty('text');
    const { packed } = stored as { packed: Uint8Array };
    expect(packed.length).toBeLessThan(1000);
    expect(await readMessage(bodies, stored)).toEqual(LONG);
  });

  it('is read from a record of the stream, whose octets are base64', async () => {
    const { packed, ...rest } = (await storeMessage(bodies, LONG)) as unknown as {
      packed: Uint8Array;
    };
    const image = {
      ...marshall({ ...rest, type: 'message' }),
      packed: { B: Buffer.from(packed).toString('base64') },
    };
    const record = {
      eventName: 'INSERT',
      dynamodb: { NewImage: image },
    } as unknown as DynamoDBRecord;
    expect(insertedMessage(record)).toEqual(LONG);
  });
});
