import { describe, expect, it } from 'vitest';
import {
  type FeedbackPorts,
  MAX_SOFT_BOUNCES,
  recordFeedback,
  WAITS_SECONDS,
} from '../../../functions/steps/notifying/record-feedback.ts';
import type { Feedback } from '../../../functions/steps/ports.ts';
import { carla } from '../../conversations/recipient-scene.ts';
import { fakeWorld, type Journal } from './fake-notification-ports.ts';

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

  it('suppresses nobody on the word of somebody who may not say so, however often it comes (S5)', async () => {
    const { ports, journal } = fakePorts(MAX_SOFT_BOUNCES);
    const report = feedback('known', 'hard-bounce', { isHearsay: true });
    await recordFeedback(report, ports);
    expect(journal.map(([what]) => what)).toEqual(['mark', 'notice']);
  });

  it.each(['rejected', 'delayed'] as const)(
    'marks what is %s after SES took it, and suppresses nobody (S16)',
    async (reason) => {
      const { ports, journal } = fakePorts();
      await recordFeedback(feedback('known', reason), ports);
      expect(journal).toEqual([[reason, ['1000-01', '1000-02']]]);
    },
  );

  it('lets feedback about a mail that is not known yet come again for a minute, then notes it', async () => {
    const { ports, journal } = fakePorts();
    for (let waits = 0; waits <= WAITS_SECONDS.length; waits += 1) {
      await recordFeedback(feedback('unknown', 'hard-bounce', { waits }), ports);
    }
    expect(journal.slice(0, -1)).toEqual(
      WAITS_SECONDS.map((seconds, index) => ['again', index + 1, seconds]),
    );
    expect(journal.at(-1)?.[0]).toBe('warn');
  });
});
