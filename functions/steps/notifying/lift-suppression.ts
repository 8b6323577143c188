import { normaliseAddress } from '../../mail/addresses.ts';
import type { AccountSuppressions, SuppressionDirectory } from './ports.ts';

/** Writes to the address again, by both lists: ours and that of the SES account. False: it stood on neither. */
export async function liftSuppression(
  given: string,
  ports: { suppressions: SuppressionDirectory; accountSuppressions: AccountSuppressions },
): Promise<boolean> {
  const address = normaliseAddress(given);
  if (address === undefined) return false;
  // SES first: if it fails, ours still says that nothing reaches the address
  const wasInAccount = await ports.accountSuppressions.lift(address);
  const wasOurs = await ports.suppressions.lift(address);
  return wasInAccount || wasOurs;
}
