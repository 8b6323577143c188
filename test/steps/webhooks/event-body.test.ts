import { describe, expect, it } from 'vitest';
import type {
  ChatMessage,
  MessageAttachment,
} from '../../../functions/conversations/conversation.ts';
import type { Delivery } from '../../../functions/conversations/recipients/delivery.ts';
import {
  type EventSources,
  eventBody,
  eventData,
  MAX_EVENT_ATTACHMENTS_BYTES,
} from '../../../functions/steps/webhooks/event-body.ts';
import type { PipingEvent } from '../../../functions/steps/webhooks/ports.ts';
import { faultsOfEvent } from '../../support/documented.ts';

const AT = '2026-11-22T10:30:00.000Z';
/** EventBridge's limit of one entry, its other fields included. */
const EVENTBRIDGE_BYTES = 256 * 1024;

const EVENT: PipingEvent = {
  type: 'message.created',
  conversationId: '1000',
  messageId: '1000-1',
  eventId: 'evt_1',
  at: AT,
  sequence: 1,
};

const notUsed = () => {
  throw new Error('not part of this test');
};

function sourcesOf(text: string, attachments: MessageAttachment[]): EventSources {
  const message: ChatMessage = {
    messageId: '1000-1',
    conversationId: '1000',
    author: { kind: 'user', id: 'carla' },
    channel: 'email',
    text,
    attachments,
    flags: [],
    createdAt: AT,
  };
  return {
    conversations: { find: notUsed, findMessage: async () => message },
    people: { findUser: notUsed },
    suppressions: { among: notUsed },
    deliveries: { put: notUsed, list: notUsed } as unknown as EventSources['deliveries'],
    inbound: { find: notUsed },
  };
}

const files = (count: number): MessageAttachment[] =>
  Array.from({ length: count }, (_, index) => ({
    attachmentId: `${index}`.padStart(40, '0'),
    filename: '例'.repeat(150),
    contentType: 'application/octet-stream',
    size: 1,
    inline: false,
  }));

interface Shown {
  message: { attachments: MessageAttachment[]; attachmentsLeftOut?: number; isTextCut?: true };
}

async function shownOf(text: string, attachments: MessageAttachment[]): Promise<Shown> {
  const data = await eventData(EVENT, sourcesOf(text, attachments));
  expect(faultsOfEvent(eventBody(EVENT, data ?? {}))).toEqual([]);
  return data as unknown as Shown;
}

describe('eventData', () => {
  it('lists every attachment of a usual message', async () => {
    const { message } = await shownOf('See the files.', files(20));
    expect(message.attachments).toEqual(files(20));
    expect(message).not.toHaveProperty('attachmentsLeftOut');
  });

  it('does not cut a text of 50,000 characters', async () => {
    const text = `例\n"`.repeat(16_666);
    expect((await shownOf(text, [])).message).toMatchObject({ text });
  });

  it('cuts a long list of attachments and counts what it leaves out', async () => {
    const { message } = await shownOf('See the files.', files(1_000));
    const shown = message.attachments.length;
    expect(Buffer.byteLength(JSON.stringify(message.attachments))).toBeLessThanOrEqual(
      MAX_EVENT_ATTACHMENTS_BYTES,
    );
    expect(message.attachments).toEqual(files(shown));
    expect(message.attachmentsLeftOut).toBe(1_000 - shown);
  });

  it.each(['例', '\u0001', '"', '👍'])(
    'stays below the limit of EventBridge, also with the longest text of %j',
    async (character) => {
      const data = await shownOf(character.repeat(60_000), files(1_000));
      expect(data.message.isTextCut).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(EVENTBRIDGE_BYTES - 10_000);
    },
  );

  it('says why a message was mailed, even if its mail has bounced by now (S11, S16)', async () => {
    const about = { messageId: '1000-1', participant: { kind: 'user', id: 'carla' } } as const;
    const bounced: Delivery = {
      ...about,
      ...{ decision: 'bounced', reason: 'hard-bounce', sesMessageId: '0102-1', at: AT },
    };
    const sources = { ...sourcesOf('', []), deliveries: { list: async () => [bounced] } };
    const sent: PipingEvent = { ...EVENT, ...about, type: 'message.sent', reason: 'agent-replied' };
    const told = { decision: 'sent', reason: 'agent-replied' };
    expect(await eventData(sent, sources)).toMatchObject(told);
  });
});
