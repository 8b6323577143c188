import type { Agent } from '../../conversations/people.ts';
import type { SettingsSource } from '../ports.ts';
import type { DirectoryStore } from './ports.ts';
import { type SettledAddresses, settleAddresses } from './settle-addresses.ts';

export type PutAgentResult =
  | { kind: 'stored'; agent: Agent }
  | Exclude<SettledAddresses, { kind: 'settled' }>
  | { kind: 'address-taken'; index: number };

/** Registers an agent with the addresses that it answers from (R13, R14). `index` 0 is the email, n the n-th alias. */
export async function putAgent(
  given: Agent,
  ports: { people: DirectoryStore; settings: SettingsSource },
): Promise<PutAgentResult> {
  const settings = await ports.settings.read();
  const settled = settleAddresses([given.email, ...given.aliases], settings['sender-address']);
  if (settled.kind !== 'settled') return settled;
  const [email = '', ...aliases] = settled.addresses;
  const agent: Agent = {
    ...given,
    email,
    aliases: [...new Set(aliases)].filter((alias) => alias !== email),
    departmentIds: [...new Set(given.departmentIds)],
  };
  const result = await ports.people.putAgent(agent);
  if (result.kind === 'stored') return { kind: 'stored', agent };
  return { kind: 'address-taken', index: settled.addresses.indexOf(result.address) };
}
