import { describe, expect, it } from 'vitest';
import { prefetchForWindow } from '../../../functions/steps/sending/prefetch-for-window.ts';
import { fakeWorld, fromAgent } from './fake-notification-ports.ts';

const longMessages = Array.from({ length: 40 }, (_, n) =>
  fromAgent({ messageId: `1000-${n + 10}`, html: '<p>long</p>', elided: 'long' }),
);

/** A window whose messages are too long for the history. */
async function prefetch() {
  const { ports, window } = fakeWorld({ messages: longMessages });
  const { findMessage } = ports.conversations;
  const reading = { now: 0, most: 0 };
  ports.conversations.recentMessages = async () => [];
  ports.conversations.findMessage = async (id) => {
    reading.now += 1;
    reading.most = Math.max(reading.most, reading.now);
    const message = await findMessage(id);
    await new Promise(setImmediate);
    reading.now -= 1;
    return message;
  };
  return { ahead: await prefetchForWindow(window, ports), reading };
}

describe('prefetchForWindow', () => {
  it('reads long messages one at a time, because forty bodies would fill the memory (S8)', async () => {
    const { reading } = await prefetch();
    expect(reading).toEqual({ now: 0, most: 1 });
  });

  it('holds only what a mail shows of a message', async () => {
    const { ahead } = await prefetch();
    const [message] = longMessages;
    const { html: _html, elided: _elided, ...shown } = message ?? fromAgent();
    expect(await ahead.conversations.findMessage(shown.messageId)).toEqual(shown);
  });
});
