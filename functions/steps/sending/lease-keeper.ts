import type { Clock, Lease } from '../ports.ts';
import { ATTEMPT_MS } from './ports.ts';

/**
 * For `MailSender.send`: before each try, renews a lease that has become too short to cover it, e.g. while composing or waiting for the rate.
 * `renew` extends it to `ATTEMPT_MS.lease` from the given time; false: another function holds the lease and sends the mail.
 */
export function leaseKeeper(
  lease: Lease,
  clock: Clock,
  renew: (now: number) => Promise<boolean>,
): () => Promise<boolean> {
  let { until } = lease;
  return async () => {
    const now = clock.now();
    if (until - now >= ATTEMPT_MS.leaseAtLeast) return true;
    until = now + ATTEMPT_MS.lease;
    return renew(now);
  };
}
