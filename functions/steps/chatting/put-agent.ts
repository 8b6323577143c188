import type { Agent } from '../../conversations/people/people.ts';
import { whyUnmailable } from '../../mail/addresses.ts';
import type { Clock, SettingsSource } from '../ports.ts';
import {
  type NormalisedAddresses,
  normaliseAddresses,
  type UnmailableAddress,
} from './normalise-addresses.ts';
import type { DirectoryStore } from './ports.ts';

export type PutAgentResult =
  | { kind: 'stored'; agent: Agent }
  | Exclude<NormalisedAddresses, { kind: 'normalised' }>
  | UnmailableAddress
  | { kind: 'address-taken'; index: number }
  /** `index` of the unknown one in `departmentIds`. */
  | { kind: 'unknown-department'; index: number };

/**
 * Registers an agent with the addresses they answer from (R13, R14). Mail goes to the email alone, so an alias need not be mailable. In
 * errors `index` 0 is the email, n the n-th alias.
 */
export async function putAgent(
  given: Agent,
  ports: { people: DirectoryStore; settings: SettingsSource; clock: Clock },
): Promise<PutAgentResult> {
  const unknown = await findUnknownDepartment(given.departmentIds, ports.people);
  if (unknown !== undefined) return { kind: 'unknown-department', index: unknown };
  const settings = await ports.settings.read();
  const normalised = normaliseAddresses(
    [given.email, ...given.aliases],
    settings['sender-address'],
  );
  if (normalised.kind !== 'normalised') return normalised;
  const [email = '', ...aliases] = normalised.addresses;
  const part = whyUnmailable(email);
  if (part !== undefined) return { kind: 'unmailable', index: 0, part };
  const agent: Agent = {
    ...given,
    email,
    aliases: [...new Set(aliases)].filter((alias) => alias !== email),
    departmentIds: [...new Set(given.departmentIds)],
    createdAt: new Date(ports.clock.now()).toISOString(),
  };
  const result = await ports.people.putAgent(agent);
  if (result.kind === 'stored') return result;
  return { kind: 'address-taken', index: normalised.addresses.indexOf(result.address) };
}

/** Nobody would be mailed about conversations of a misspelt department (R30). */
async function findUnknownDepartment(
  departmentIds: string[],
  people: DirectoryStore,
): Promise<number | undefined> {
  const unique = [...new Set(departmentIds)];
  const found = await Promise.all(unique.map((id) => people.findDepartment(id)));
  const missing = unique.find((_id, index) => found[index] === undefined);
  return missing === undefined ? undefined : departmentIds.indexOf(missing);
}
