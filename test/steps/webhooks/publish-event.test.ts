import { describe, expect, it } from 'vitest';
import {
  type PublishPorts,
  publishEvent,
} from '../../../functions/steps/webhooks/publish-event.ts';

const AT = '2026-11-22T10:30:00.000Z';

/** A webhook subscribed to new messages. */
const webhook = { webhookId: 'chat', events: ['message.created'] };

describe('publishEvent', () => {
  it('numbers and writes nothing if no webhook wants the event', async () => {
    const asked: string[] = [];
    for (const webhooks of [[], [{ ...webhook, events: ['inbound.held'] }]]) {
      const ports = {
        webhooks: { list: async () => webhooks },
        events: { number: async () => asked.push('number') },
      } as unknown as PublishPorts;
      const subject = { type: 'message.created', conversationId: '4', messageId: '4-1' } as const;
      await publishEvent(subject, AT, ports);
    }
    expect(asked).toEqual([]);
  });

  it('drops an event of an erased conversation, and logs that (S19)', async () => {
    const lines: unknown[] = [];
    // any other call fails
    const ports = {
      webhooks: { list: async () => [webhook] },
      events: { number: async () => undefined },
      log: { info: (line: unknown) => lines.push(line) },
    } as unknown as PublishPorts;
    const subject = { type: 'message.created', conversationId: '4', messageId: '4-1' } as const;
    await publishEvent(subject, AT, ports);
    expect(lines).toMatchObject([{ type: 'message.created' }]);
  });
});
