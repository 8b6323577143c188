import { describe, expect, it } from 'vitest';
import {
  readSesEvent,
  type SesFeedback,
} from '../../../functions/steps/notifying/read-ses-event.ts';
import {
  type FeedbackPorts,
  MAX_SOFT_BOUNCES,
  recordFeedback,
  WAITS_SECONDS,
} from '../../../functions/steps/notifying/record-feedback.ts';
import { carla } from '../../conversations/recipient-scene.ts';
import { fakeWorld, type Journal } from './fake-notification-ports.ts';

const feedback = (
  sesMessageId: string,
  reason: SesFeedback['reason'],
  more: Partial<SesFeedback> = {},
): SesFeedback => ({ sesMessageId, reason, event: { mail: 'as SES told' }, waits: 0, ...more });

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
        markBounced: async (messageId, _, reason) => void journal.push(['mark', messageId, reason]),
        markRejected: async (messageId) => void journal.push(['rejected', messageId]),
        markDelayed: async (messageId) => void journal.push(['delayed', messageId]),
      },
      feedbackQueue: {
        putBack: async ({ waits }, seconds) => void journal.push(['again', waits, seconds]),
      },
      suppressions: {
        suppress: async (address, reason) => void journal.push(['suppress', address, reason]),
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
      ['mark', '1000-01', 'hard-bounce'],
      ['mark', '1000-02', 'hard-bounce'],
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
    expect(journal.map(([what]) => what)).toEqual(['mark', 'mark', 'notice']);
  });

  it.each(['rejected', 'delayed'] as const)(
    'marks what is %s after SES took it, and suppresses nobody (S16)',
    async (reason) => {
      const { ports, journal } = fakePorts();
      await recordFeedback(feedback('known', reason), ports);
      expect(journal).toEqual([
        [reason, '1000-01'],
        [reason, '1000-02'],
      ]);
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

describe('readSesEvent', () => {
  const event = (fields: object) => JSON.stringify({ mail: { messageId: 'm' }, ...fields });

  it.each([
    [{ eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }, 'hard-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Transient' } }, 'soft-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Undetermined' } }, 'soft-bounce'],
    [{ notificationType: 'Complaint' }, 'complaint'],
    [{ eventType: 'Reject' }, 'rejected'],
    [{ eventType: 'DeliveryDelay' }, 'delayed'],
  ])('reads %j as %s', (fields, reason) => {
    expect(readSesEvent(event(fields))).toMatchObject({ sesMessageId: 'm', reason, waits: 0 });
  });

  it.each([['no json'], ['null'], ['{}'], [event({ eventType: 'Delivery' })]])(
    'passes over %s',
    (body) => {
      expect(readSesEvent(body)).toBeUndefined();
    },
  );

  it('takes a mail that was pulled out of the spam folder for no complaint (RFC 6430)', () => {
    const complaint = { complaintFeedbackType: 'not-spam' };
    const event = { eventType: 'Complaint', mail: { messageId: 'm' }, complaint };
    expect(readSesEvent(JSON.stringify(event))).toBeUndefined();
  });
});
