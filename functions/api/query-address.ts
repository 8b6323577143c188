import { settleAddresses } from '../steps/chatting/settle-addresses.ts';
import { invalid } from './problem.ts';

/** An address of the query as addresses are compared. */
export function addressOf(text: string, pointer: string): string {
  const settled = settleAddresses([text], '');
  const address = settled.kind === 'settled' ? settled.addresses[0] : undefined;
  if (address === undefined) throw invalid('invalid', pointer, 'must be one bare address', 'query');
  return address;
}
