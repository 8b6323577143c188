import { normaliseAddresses } from '../steps/chatting/normalise-addresses.ts';
import { invalid } from './problems/problem.ts';
import { ONE_ADDRESS } from './schemas/text.ts';

/** Normalises an address in the query; throws a 422 problem if it is malformed. */
export function normaliseQueryAddress(text: string, pointer: string): string {
  const normalised = normaliseAddresses([text], '');
  const address = normalised.kind === 'normalised' ? normalised.addresses[0] : undefined;
  if (address === undefined) throw invalid('invalid', pointer, ONE_ADDRESS, 'query');
  return address;
}
