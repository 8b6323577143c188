import { ulid } from 'ulid';
import type { CanaryPorts } from '../../steps/operating/ports.ts';
import { openSes } from './clients.ts';
import { createCanarySender } from './email/canary-sender.ts';
import type { ItemStore } from './table/item-store.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';

/** What sends canaries and looks for them. */
export const openCanaryAdapters = (table: ItemStore): Omit<CanaryPorts, 'clock'> => ({
  sender: createCanarySender(openSes()),
  inbound: createInboundTable(table),
  newId: () => ulid(),
});
