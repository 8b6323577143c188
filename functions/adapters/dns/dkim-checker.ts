import type { Clock } from '../../steps/ports.ts';
import type { DkimChecker } from '../../steps/receiving/ports.ts';
import { checkDkim } from './check-dkim.ts';
import { readSealers } from './read-sealers.ts';
import { createTxtResolver } from './txt-resolver.ts';

/** The local pipeline's word for "no look-ups" (contract of PIPING_DNS_SERVER). */
const NO_LOOK_UPS = 'none';

/** Our own DKIM check. `server` is `"host:port"`, `"none"` for no look-ups; undefined: the resolver of this system. */
export function createDkimChecker(server: string | undefined, clock: Clock): DkimChecker {
  const resolveTxt = server === NO_LOOK_UPS ? undefined : createTxtResolver(server);
  const options = () => ({ ...(resolveTxt && { resolveTxt }), nowMs: clock.now() });
  return {
    check: (raw) => checkDkim(raw, options()),
    readSealers: (raw) => readSealers(raw, options()),
  };
}
