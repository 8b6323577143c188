import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import { listMessages, MAX_ANSWER_BYTES } from '../../../functions/steps/chatting/list-messages.ts';

const message = (index: number, text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  messageId: `1-${index}`,
  conversationId: '1',
  author: { kind: 'user', id: 'u' },
  channel: 'email',
  text,
  attachments: [],
  flags: [],
  createdAt: '2026-05-04T08:00:00.000Z',
  ...more,
});

/** A store whose cursor is the index of the next message. */
const storeOf = (all: ChatMessage[]) => ({
  conversations: {
    listMessages: async (_id: string, { limit, cursor }: { limit: number; cursor?: string }) => {
      const from = Number(cursor ?? 0);
      const items = all.slice(from, from + limit);
      const next = from + items.length;
      return { items, ...(next < all.length && { cursor: String(next) }) };
    },
  },
});

async function readAll(all: ChatMessage[], limit: number): Promise<ChatMessage[][]> {
  const pages: ChatMessage[][] = [];
  let cursor: string | undefined;
  do {
    const options = { limit, ...(cursor !== undefined && { cursor }) };
    const page = await listMessages('1', options, storeOf(all));
    pages.push(page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

describe('listMessages', () => {
  it('gives every message once, in pages that fit into an answer', async () => {
    const all = Array.from({ length: 12 }, (_, index) => message(index, 'x'.repeat(1_000_000)));
    const pages = await readAll(all, 200);
    expect(pages.flat().map(({ messageId }) => messageId)).toEqual(
      all.map(({ messageId }) => messageId),
    );
    for (const page of pages) {
      expect(JSON.stringify(page).length).toBeLessThan(MAX_ANSWER_BYTES + 1_000);
    }
  });

  it('keeps short pages as they are', async () => {
    const all = Array.from({ length: 7 }, (_, index) => message(index, 'short'));
    expect((await readAll(all, 3)).map(({ length }) => length)).toEqual([3, 3, 1]);
  });

  it('gives a message that is too long alone without HTML and history, and says so', async () => {
    const long = message(0, 'own words', { html: 'h'.repeat(MAX_ANSWER_BYTES), elided: 'e' });
    const [[shown] = []] = await readAll([long, message(1, 'next')], 50);
    expect(shown).toMatchObject({ text: 'own words', flags: ['text-cut'] });
    expect(shown).not.toHaveProperty('html');
  });
});
