import { normaliseAddress } from '../../mail/addresses.ts';
import type { AccountSuppressions, SuppressionDirectory } from './ports.ts';

/** Allows mail to the address again: lifts it from our list and from that of the SES account. False: it was on neither. */
export async function liftSuppression(
  given: string,
  ports: { suppressions: SuppressionDirectory; accountSuppressions: AccountSuppressions },
): Promise<boolean> {
  const address = normaliseAddress(given);
  if (address === undefined) return false;
  // SES first: if that fails, our list still shows the address as suppressed
  const wasInAccount = await ports.accountSuppressions.lift(address);
  const wasOurs = await ports.suppressions.lift(address);
  return wasInAccount || wasOurs;
}
