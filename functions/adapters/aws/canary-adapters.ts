import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ulid } from 'ulid';
import type { CanaryPorts } from '../../steps/operating/ports.ts';
import { openSes } from './clients.ts';
import type { ItemStore } from './table/item-store.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';

/** What sends canaries and looks for them. */
export function openCanaryAdapters(table: ItemStore): Omit<CanaryPorts, 'clock'> {
  const ses = openSes();
  return {
    sender: {
      // without a configuration set: what becomes of a canary is no feedback on a mail of ours
      async send({ from: Source, to, raw: Data }) {
        const mail = { Source, Destinations: [to], RawMessage: { Data } };
        await ses.send(new SendRawEmailCommand(mail));
      },
    },
    inbound: createInboundTable(table),
    newId: () => ulid(),
  };
}
