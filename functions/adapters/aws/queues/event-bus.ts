import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBus } from '../../../steps/webhooks/ports.ts';
import { openEventBridge } from '../clients.ts';

/** The event source that a team's EventBridge rules match on. */
const SOURCE = 'email-piping';

/** The team's event bus; undefined: none is configured. */
export function openEventBus(busName: string | undefined): EventBus | undefined {
  if (!busName) return undefined;
  const client = openEventBridge();
  return {
    async put({ eventId, type, at, data }) {
      const { FailedEntryCount = 0 } = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: SOURCE,
              DetailType: type,
              Time: new Date(at),
              Detail: JSON.stringify({ id: eventId, type, timestamp: at, data }),
            },
          ],
        }),
      );
      if (FailedEntryCount > 0) throw new Error(`the event bus did not take event ${eventId}`);
    },
  };
}
