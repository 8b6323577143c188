import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import type { Agent, Participant } from '../../../functions/conversations/people/people.ts';
import type { Feedback } from '../../../functions/steps/feedback/ports.ts';
import {
  type FeedbackPorts,
  MAX_SOFT_BOUNCES,
  recordFeedback,
  WAITS_SECONDS,
} from '../../../functions/steps/feedback/record-feedback.ts';
import type { SentMail } from '../../../functions/steps/sending/ports.ts';
import { fillText } from '../../../functions/texts/fill-text.ts';
import { mergeTexts } from '../../../functions/texts/merge-texts.ts';
import { agent, carla, conversation } from '../../conversations/recipients/recipient-scene.ts';
import { fakeWorld, type Journal } from '../sending/fake-notification-ports.ts';

const { texts: en } = mergeTexts('en', undefined);

const feedback = (
  sesMessageId: string,
  reason: Feedback['reason'],
  more: Partial<Feedback> = {},
): Feedback => ({ sesMessageId, reason, waits: 0, ...more });

function fakePorts(softBounces = 1): { ports: FeedbackPorts; journal: Journal } {
  const { ports, journal } = fakeWorld();
  return {
    journal,
    ports: {
      ...ports,
      people: { findUser: async () => carla, findAgent: async () => undefined },
      sentMails: {
        find: async (sesMessageId) =>
          sesMessageId === 'known'
            ? {
                sesMessageId,
                conversationId: '1000',
                participant: { kind: 'user', id: 'carla' },
                recipient: 'carla@kunde.example',
                messageIds: ['1000-01', '1000-02'],
                at: '2026-11-22T10:00:00.000Z',
              }
            : undefined,
      },
      deliveries: {
        markBounced: async ({ messageIds }, reason) =>
          void journal.push(['mark', messageIds, reason]),
        markRejected: async ({ messageIds }) => void journal.push(['rejected', messageIds]),
        markDelayed: async ({ messageIds }) => void journal.push(['delayed', messageIds]),
      },
      feedbackQueue: {
        put: async ({ waits }, delayMs = 0) => void journal.push(['again', waits, delayMs / 1000]),
      },
      suppressions: {
        suppress: async ({ recipient }, reason) =>
          void journal.push(['suppress', recipient, reason]),
        countSoftBounce: async () => softBounces,
      },
    },
  };
}

describe('recordFeedback', () => {
  it('marks every message of the mail, suppresses the address and tells the chat (S16)', async () => {
    const { ports, journal } = fakePorts();
    await recordFeedback(feedback('known', 'hard-bounce'), ports);
    expect(journal).toEqual([
      ['mark', ['1000-01', '1000-02'], 'hard-bounce'],
      ['suppress', 'carla@kunde.example', 'hard-bounce'],
      ['notice', ['bounced'], expect.stringContaining('Carla')],
    ]);
  });

  it('flags a complaint as such (S16)', async () => {
    const { ports, journal } = fakePorts();
    await recordFeedback(feedback('known', 'complaint'), ports);
    expect(journal.at(-1)).toEqual(['notice', ['complained'], expect.stringContaining('Carla')]);
  });

  it(`suppresses after ${MAX_SOFT_BOUNCES} soft bounces, not before`, async () => {
    for (const [count, isSuppressed] of [
      [MAX_SOFT_BOUNCES - 1, false],
      [MAX_SOFT_BOUNCES, true],
    ] as const) {
      const { ports, journal } = fakePorts(count);
      await recordFeedback(feedback('known', 'soft-bounce'), ports);
      expect(journal.some(([what]) => what === 'suppress')).toBe(isSuppressed);
    }
  });

  it('suppresses nobody because of hearsay, however often it comes (S5)', async () => {
    const { ports, journal } = fakePorts(MAX_SOFT_BOUNCES);
    const report = feedback('known', 'hard-bounce', { isHearsay: true });
    await recordFeedback(report, ports);
    expect(journal.map(([what]) => what)).toEqual(['mark', 'notice']);
  });

  it.each(['rejected', 'delayed'] as const)(
    'marks a mail that is %s after SES accepted it, and suppresses nobody (S16)',
    async (reason) => {
      const { ports, journal } = fakePorts();
      await recordFeedback(feedback('known', reason), ports);
      expect(journal).toEqual([[reason, ['1000-01', '1000-02']]]);
    },
  );

  it('retries feedback about an unknown mail for some minutes, then logs a warning', async () => {
    const { ports, journal } = fakePorts();
    for (let waits = 0; waits <= WAITS_SECONDS.length; waits += 1) {
      await recordFeedback(feedback('unknown', 'hard-bounce', { waits }), ports);
    }
    expect(journal.slice(0, -1)).toEqual(
      WAITS_SECONDS.map((seconds, index) => ['again', index + 1, seconds]),
    );
    expect(journal.at(-1)?.[0]).toBe('warn');
  });

  it('tells the chat that an address gets no more mail once it is suppressed (S16)', async () => {
    const noticeOf = async (
      ...[reason, softBounces, more]: [Feedback['reason'], number, object?]
    ) => {
      const { ports, journal } = fakePorts(softBounces);
      await recordFeedback(feedback('known', reason, more), ports);
      return journal.at(-1)?.[2];
    };
    const saysOf = (text: string) => fillText(text, { recipient: 'Carla' });
    expect(await noticeOf('soft-bounce', 1)).toBe(saysOf(en.softBounce));
    expect(await noticeOf('soft-bounce', MAX_SOFT_BOUNCES)).toBe(saysOf(en.hardBounce));
    expect(await noticeOf('hard-bounce', 1)).toBe(saysOf(en.hardBounce));
    expect(await noticeOf('complaint', 1)).toBe(saysOf(en.complaint));
    const hearsay = await noticeOf('soft-bounce', MAX_SOFT_BOUNCES, { isHearsay: true });
    expect(hearsay).toBe(saysOf(en.softBounce));
  });

  it('names staff, never their addresses, because the user may read the chat (S16)', async () => {
    const noticeAbout = async (known: Agent | undefined, participant: Participant) => {
      const { ports, journal } = fakePorts();
      const { find } = ports.sentMails;
      ports.sentMails.find = async (id) => {
        const mail = await find(id);
        return mail && { ...(mail as SentMail), participant, recipient: 'anna@shop.example' };
      };
      ports.people = { findUser: async () => undefined, findAgent: async () => known };
      await recordFeedback(feedback('known', 'hard-bounce'), ports);
      return String(journal.at(-1)?.[2]);
    };
    const anna = { kind: 'agent', id: 'agent-7' } as const;
    const named = await noticeAbout(agent('agent-7', { name: 'Anna' }), anna);
    expect([named.includes('Anna'), named.includes('@')]).toEqual([true, false]);
    const gone = await noticeAbout(undefined, anna);
    expect([gone.includes('agent-7'), gone.includes('@')]).toEqual([true, false]);
    // the user's own address is no secret to the user
    expect(await noticeAbout(undefined, { kind: 'user', id: 'carla' })).toContain(
      'anna@shop.example',
    );
  });

  it('notes whom its notice names, so that their erasure removes it (S19)', async () => {
    const { ports } = fakePorts();
    const appended: ChatMessage[] = [];
    ports.conversations.append = async (message) => appended.push(message) > 0;
    await recordFeedback(feedback('known', 'hard-bounce'), ports);
    expect(appended[0]?.about).toEqual({ kind: 'user', id: 'carla' });
  });

  it('writes one notice for each mail and kind, as the system (S16)', async () => {
    const names: string[] = [];
    const appended: ChatMessage[] = [];
    const { ports } = fakePorts();
    ports.notices.claim = async (_, name, proposal) => {
      names.push(name);
      return { ...proposal, messageId: '1000-first' };
    };
    ports.conversations.append = async (message) => appended.push(message) > 0;
    await recordFeedback(feedback('known', 'hard-bounce'), ports);
    await recordFeedback(feedback('known', 'complaint'), ports);
    expect(names).toEqual(['bounced#known', 'complained#known']);
    expect(appended[0]).toMatchObject({
      messageId: '1000-first',
      conversationId: '1000',
      author: { kind: 'system' },
      channel: 'chat',
      attachments: [],
      createdAt: '2026-11-22T10:00:00.000Z',
    });
  });

  describe('about a question to an agent (S22)', () => {
    /** What is done about it; `conversationId`: that of the held mail. */
    async function journalOf(reason: Feedback['reason'], conversationId?: string, softBounces = 1) {
      const { ports, journal } = fakePorts(softBounces);
      ports.people = { ...ports.people, findAgent: async () => agent('anna', { name: 'Anna' }) };
      ports.conversations.find = async (id) =>
        id === '1000' ? conversation({ conversationId: id }) : undefined;
      ports.sentMails.find = async (sesMessageId) => ({
        sesMessageId,
        recipient: 'anna@shop.example',
        question: { mailId: 'held-1', agentId: 'anna' },
        ...(conversationId !== undefined && { conversationId }),
      });
      await recordFeedback(feedback('asked', reason), ports);
      return journal.map(([what, ...rest]) => (what === 'warn' ? [what] : [what, ...rest]));
    }

    it('suppresses the agent’s address, and tells the held mail’s conversation (S16)', async () => {
      expect(await journalOf('hard-bounce', '1000')).toEqual([
        ['warn'],
        ['suppress', 'anna@shop.example', 'hard-bounce'],
        ['notice', ['bounced'], fillText(en.hardBounce, { recipient: 'Anna' })],
      ]);
      expect((await journalOf('complaint', '1000')).at(-1)).toEqual([
        'notice',
        ['complained'],
        fillText(en.complaint, { recipient: 'Anna' }),
      ]);
    });

    it('suppresses it though the held mail names no conversation, or an erased one (S16, S19)', async () => {
      const suppressed = [['warn'], ['suppress', 'anna@shop.example', 'hard-bounce']];
      for (const place of [undefined, 'erased'])
        expect(await journalOf('hard-bounce', place)).toEqual(suppressed);
    });

    it('counts soft bounces, and only logs what SES did not deliver yet', async () => {
      expect(await journalOf('soft-bounce')).toEqual([['warn']]);
      expect(await journalOf('soft-bounce', undefined, MAX_SOFT_BOUNCES)).toHaveLength(2);
      expect(await journalOf('delayed', '1000')).toEqual([['warn']]);
      expect(await journalOf('rejected', '1000')).toEqual([['warn']]);
    });
  });
});
