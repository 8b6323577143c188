import { describe, expect, it } from 'vitest';
import {
  type PublishPorts,
  publishEvent,
} from '../../../functions/steps/webhooks/publish-event.ts';

const AT = '2026-11-22T10:30:00.000Z';

describe('publishEvent', () => {
  it('drops what is about an erased conversation, and says so (S19)', async () => {
    const lines: unknown[] = [];
    // whatever else is asked for is not there, and fails
    const ports = {
      events: { number: async () => undefined },
      log: { info: (line: unknown) => lines.push(line) },
    } as unknown as PublishPorts;
    const subject = { type: 'message.created', conversationId: '4', messageId: '4-1' } as const;
    await publishEvent(subject, AT, ports);
    expect(lines).toMatchObject([{ type: 'message.created', conversationId: '4' }]);
  });
});
