import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../functions/conversations/conversation.ts';
import {
  fitIntoAnswer,
  MAX_SHOWN_BYTES,
  shownBytes,
  takeWhatFits,
} from '../../functions/conversations/fit-into-answer.ts';
import { message } from './recipients/recipient-scene.ts';

describe('fitIntoAnswer', () => {
  it.each(['', 'x'])('cuts a text beside an emoji, not through it, after %j', (before) => {
    const { text } = fitIntoAnswer({ text: before + '👍'.repeat(1_300_000) });
    expect([text.length, text.isWellFormed()]).toEqual([400_000, true]);
  });

  it('changes nothing that fits, to the last octet', () => {
    const shown = { text: 'x', html: '<p>x</p>', elided: '> y' };
    expect(fitIntoAnswer(shown, shownBytes(shown))).toBe(shown);
    expect(fitIntoAnswer(shown, shownBytes(shown) - 1)).toEqual({ text: 'x' });
  });

  it('first leaves out HTML and history, and then cuts the text only if it still does not fit', () => {
    const text = 'x'.repeat(500_000);
    const shown = { text, html: 'y'.repeat(1_000), elided: 'z' };
    expect(fitIntoAnswer(shown, shownBytes({ text }))).toEqual({ text });
    expect(fitIntoAnswer(shown, shownBytes({ text }) - 1).text).toHaveLength(400_000);
  });
});

describe('takeWhatFits', () => {
  /** The messages as shown, and how many were read. */
  async function take(messages: ChatMessage[]) {
    let read = 0;
    async function* unread() {
      for (const each of messages) {
        read += 1;
        yield each;
      }
    }
    return { shown: await takeWhatFits(unread()), read };
  }
  const some = (count: number, fields: Partial<ChatMessage>) =>
    Array.from({ length: count }, (_, n) => message({ messageId: `1000-${n}`, ...fields }));

  it('shows as many messages as fit into an answer, and reads at most one more', async () => {
    const messages = some(10, { text: 'x'.repeat(900_000) });
    const { shown, read } = await take(messages);
    expect([shown, read]).toEqual([messages.slice(0, 5), 6]);
    const bytes = shown.reduce((sum, each) => sum + shownBytes(each), 0);
    expect(bytes).toBeLessThanOrEqual(MAX_SHOWN_BYTES);
  });

  it('counts a text as escaped twice, a quotation mark as four octets', async () => {
    const { shown } = await take(some(10, { text: '"'.repeat(300_000) }));
    expect(shown).toHaveLength(4);
  });

  it('counts HTML, history and the rest of a message like its text', async () => {
    const long = 'x'.repeat(450_000);
    const metadata = { note: long };
    for (const fields of [{ html: long }, { elided: long }, { metadata }]) {
      const { shown } = await take(some(10, { text: long, ...fields }));
      expect(shown).toHaveLength(5);
    }
  });

  it('cuts a message that is too long by itself, and marks it', async () => {
    const [first] = some(1, { text: '"'.repeat(2_000_000), html: 'y', flags: ['unverified'] });
    const { shown, read } = await take([first as ChatMessage, ...some(3, {})]);
    expect(shown.map(({ text }) => text.length)).toEqual([400_000, 5, 5, 5]);
    expect(shown[0]).toMatchObject({ html: undefined, flags: ['unverified', 'text-cut'] });
    expect(read).toBe(4);
  });

  it('does not mark a message whose text is whole as cut', async () => {
    const [first] = some(1, { html: 'y'.repeat(6_000_000) });
    const { shown } = await take([first as ChatMessage]);
    expect(shown).toEqual([{ ...first, html: undefined }]);
  });
});
