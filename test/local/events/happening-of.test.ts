import { describe, expect, it } from 'vitest';
import { happeningOf } from '../../../local/events/happening-of.ts';

const told = (pk: string, sk: string, item: Record<string, string>) => {
  const NewImage = Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]));
  return happeningOf({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage } });
};

describe('happeningOf', () => {
  it('names the delivery of a message', () => {
    expect(told('DELIVERIES#7-01', 'USER#carla', { type: 'delivery' })).toEqual({
      ...{ topic: 'delivery', conversationId: '7', messageId: '7-01' },
    });
  });

  it('names the deliveries of a conversation when a mail is sent, and a window before as what it is', () => {
    const window = (state: string) =>
      told('CONVERSATION#7', 'SENT#01#user#carla', { type: 'outgoing', state });
    expect(window('sent')).toEqual({ topic: 'delivery', conversationId: '7' });
    expect(window('closed')).toEqual({ topic: 'outgoing', conversationId: '7' });
  });

  it('knows presence, which has no type, by its place', () => {
    expect(told('USER#carla', 'PRESENCE', {})).toEqual({ topic: 'presence' });
    expect(told('AGENT-PRESENCE', 'anna', {})).toEqual({ topic: 'presence' });
  });

  it('says nothing of what nobody looks at', () => {
    expect(told('RATE#token', '1', {})).toBeUndefined();
  });
});
