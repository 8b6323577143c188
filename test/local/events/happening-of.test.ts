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

  it('names a sent window as a delivery of its conversation, and an unsent one as outgoing', () => {
    const window = (state: string) =>
      told('CONVERSATION#7', 'SENT#01#user#carla', { type: 'outgoing', state });
    expect(window('sent')).toEqual({ topic: 'delivery', conversationId: '7' });
    expect(window('closed')).toEqual({ topic: 'outgoing', conversationId: '7' });
  });

  it('recognises presence, which has no type, by its key, and names whose it is', () => {
    expect(told('USER#carla', 'PRESENCE', {})).toEqual({ topic: 'presence', personId: 'carla' });
    expect(told('AGENT-PRESENCE', 'anna', {})).toEqual({
      topic: 'presence',
      personId: 'anna',
    });
  });

  it('gives nothing for items that no page shows', () => {
    expect(told('RATE#token', '1', {})).toBeUndefined();
  });
});
