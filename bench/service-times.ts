/**
 * What one mail in, and the message out that it leads to, cost in each function. Measured once; used by
 * `bench:dollars`, `bench:memory`, `bench:scale` and docs/scale.md.
 *
 * CPU: milliseconds of one core with warm functions, as printed by `npm run bench:throughput` at 16:57 on 2026-11-27
 * for 150 replies of ten users (two x86 cores, Node 24.21.0, load 2.7 meanwhile). notify decides and sends in one
 * process: its 14.7 ms are divided by the AWS calls of the two. A look is an estimate: one read in a batch of ten.
 * AWS calls are those without a webhook, SES's included; `test/adapters/aws/table/costs.test.ts` counts them again.
 */
export const SERVICE = {
  parse: { function: 'parse-mail', cpuMs: 11.6, calls: 6 },
  decide: { function: 'notify', cpuMs: 4.9, calls: 4 },
  /** A copy sends one mail at a time, and records it before the next. */
  send: { function: 'notify', cpuMs: 9.8, calls: 8, callsAlone: 1, sends: 1 },
  post: { function: 'serve-api', cpuMs: 8.3, calls: 3 },
  /** Without a webhook; both invocations of a pair together. */
  tellNobody: { function: 'deliver-webhooks', cpuMs: 1.1, calls: 2 },
  look: { function: 'reconcile', cpuMs: 1, calls: 1 },
} as const satisfies Record<string, ServiceTime>;

export interface ServiceTime {
  /** Name of the function in functions/. */
  function: string;
  cpuMs: number;
  /** All of them, those below included. */
  calls: number;
  /** Those that no other mail of the copy makes at the same time, but for SES's. @default 0 */
  callsAlone?: number;
  /** Those of SES. @default 0 */
  sends?: number;
}

/** Milliseconds of one AWS call inside a region, assumed. */
export const CALL_MS = 6;
/** Milliseconds until SES has taken a mail, assumed: AWS promises nothing. */
export const SES_MS = 100;
/** Lambda gives CPU by memory: this many MB give one core. */
export const CORE_MEGABYTES = 1769;

interface MemoryTimes {
  cpuMs: number;
  waitMs: number;
  aloneMs: number;
}

/** Milliseconds that a function with this much memory computes and waits for one mail, with others and alone. */
export function serviceTimeOf(
  service: Omit<ServiceTime, 'function'>,
  megabytes: number,
): MemoryTimes {
  const { cpuMs, calls, callsAlone = 0, sends = 0 } = service;
  const slower = CORE_MEGABYTES / Math.min(megabytes, CORE_MEGABYTES);
  return {
    cpuMs: cpuMs * slower,
    waitMs: (calls - callsAlone - sends) * CALL_MS,
    aloneMs: callsAlone * CALL_MS + sends * SES_MS,
  };
}
