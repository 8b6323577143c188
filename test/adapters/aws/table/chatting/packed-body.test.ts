import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  packMessage,
  unpackMessage,
} from '../../../../../functions/adapters/aws/table/chatting/packed-body.ts';
import { insertedMessage } from '../../../../../functions/adapters/aws/table/stream-record.ts';
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

describe('packMessage', () => {
  it('leaves a short message readable in the table', () => {
    const short = message({});
    expect(packMessage(short)).toBe(short);
  });

  it('stores a long one in fewer octets, its file ids beside, and gives it back as it was', () => {
    const stored = packMessage(LONG);
    expect(stored).toMatchObject({ attachments: [{ attachmentId: 'a1' }] });
    expect(stored).not.toHaveProperty('text');
    const { packed } = stored as { packed: Uint8Array };
    expect(packed.length).toBeLessThan(1000);
    if ('bodyKey' in stored) throw new Error('a body in the bucket');
    expect(unpackMessage(stored)).toEqual(LONG);
  });

  it('is read from a record of the stream, where octets are base64', () => {
    const { packed, ...rest } = packMessage(LONG) as unknown as { packed: Uint8Array };
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
