import type { ReceivingAddresses } from '../../../settings/receiving-addresses.ts';
import type { ItemStore } from '../table/item-store.ts';

/** What nearly every function uses, from its environment (runtime/read-resources.ts), with the table opened. */
export interface Resources {
  table: ItemStore;
  bucket: string;
  settingsPath: string;
  receiving: ReceivingAddresses;
  secretsPrefix: string;
}
