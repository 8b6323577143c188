import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ulid } from 'ulid';
import type { CanaryPorts } from '../../../steps/examining/ports.ts';
import { openSes } from '../clients.ts';
import type { ItemStore } from '../table/item-store.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';

/** What sending and finding canaries needs of AWS. */
export function openCanaryAdapters(table: ItemStore): Omit<CanaryPorts, 'clock'> {
  const ses = openSes();
  return {
    sender: {
      // without our configuration set: events about a canary are no feedback on our mail
      async send({ from: Source, to, raw: Data }) {
        const mail = { Source, Destinations: [to], RawMessage: { Data } };
        await ses.send(new SendRawEmailCommand(mail));
      },
    },
    inbound: createInboundTable(table),
    newId: () => ulid(),
  };
}
