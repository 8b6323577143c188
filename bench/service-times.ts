/**
 * What one mail in, and the message out that it leads to, take of each function: measured once, and reckoned with by every bench (`bench:dollars`,
 * `bench:memory`, `bench:scale`) and by docs/scale.md.
 *
 * CPU: milliseconds of one core, functions warm, as `npm run bench:throughput` printed them on 2026-11-26 for 150 replies of ten users (two x86 cores,
 * Node 24.21.0, machine at rest). notify decides and sends in one process: its CPU is shared out by the AWS calls of the two. AWS calls as
 * `test/adapters/aws/table/costs.test.ts` holds them, without a webhook; one in hand for a mail looked after with nine others.
 */
export const SERVICE = {
  parse: { function: 'parse-mail', cpuMs: 20, calls: 6 },
  decide: { function: 'notify', cpuMs: 8, calls: 5 },
  send: { function: 'notify', cpuMs: 18, calls: 6 },
  post: { function: 'serve-api', cpuMs: 8, calls: 4 },
  /** There is no webhook: both of a pair's invocations together. */
  tellNobody: { function: 'deliver-webhooks', cpuMs: 1, calls: 1 },
  look: { function: 'reconcile', cpuMs: 1, calls: 1 },
} as const satisfies Record<string, ServiceTime>;

export interface ServiceTime {
  /** Of functions/. */
  function: string;
  cpuMs: number;
  calls: number;
}

/** One AWS call inside a region, in milliseconds: assumed. */
export const CALL_MS = 6;
/** Lambda gives CPU by memory: one core with so much of it. */
export const CORE_MEGABYTES = 1769;

/** Milliseconds that a function with so much memory computes and waits for one mail. */
export function serviceTimeOf(
  { cpuMs, calls }: Pick<ServiceTime, 'cpuMs' | 'calls'>,
  megabytes: number,
): { cpuMs: number; waitMs: number } {
  const slower = CORE_MEGABYTES / Math.min(megabytes, CORE_MEGABYTES);
  return { cpuMs: cpuMs * slower, waitMs: calls * CALL_MS };
}
