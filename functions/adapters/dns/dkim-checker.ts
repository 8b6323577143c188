import type { Clock } from '../../steps/ports.ts';
import type { DkimChecker } from '../../steps/receiving/reading/ports.ts';
import { checkDkim } from './check-dkim.ts';
import { readSealers } from './read-sealers.ts';
import { createTxtResolver } from './txt-resolver.ts';

/** Value of PIPING_DNS_SERVER for no look-ups; the local pipeline sets it. */
const NO_LOOK_UPS = 'none';
const NO_CHECKS: DkimChecker = {
  check: async (raw) => {
    raw.destroy();
    return {};
  },
  readSealers: async (raw) => {
    raw.destroy();
    return [];
  },
};

/** Our own DKIM check. `server` is `"host:port"`, or `"none"` for no look-ups; undefined: the system's resolver. */
export function createDkimChecker(server: string | undefined, clock: Clock): DkimChecker {
  if (server === NO_LOOK_UPS) return NO_CHECKS;
  const resolveTxt = createTxtResolver(server);
  const options = () => ({ resolveTxt, nowMs: clock.now() });
  return {
    check: (raw) => checkDkim(raw, options()),
    readSealers: (raw) => readSealers(raw, options()),
  };
}
