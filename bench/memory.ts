/**
 * `npm run bench:memory`: what a million mails cost in parse-mail and notify at each memory size, and how long
 * one mail takes. Lambda gives CPU by memory (one vCPU with 1,769 MB): with less, CPU time grows and waiting
 * for AWS does not. CPU and calls are from bench/service-times.ts; the choice is in lib/node-function.ts.
 */
import { PRICE } from './prices.ts';
import { SERVICE, type ServiceTime, serviceTimeOf } from './service-times.ts';

const SIZES = [256, 512, 768, 1024, 1769, 2048, 3008];
/** For a mail of 10 MB with files, read whole: `npm run bench:parse`. A batch has five mails. */
const LARGE_MAIL_CPU_MS = 400;

function timeMs(service: Omit<ServiceTime, 'function'>, megabytes: number): number {
  const { cpuMs, waitMs, aloneMs } = serviceTimeOf(service, megabytes);
  return cpuMs + waitMs + aloneMs;
}

const dollars = (ms: number, megabytes: number) =>
  (((ms / 1000) * megabytes) / 1024) * PRICE.gigabyteSecond;

const { parse, decide, send } = SERVICE;
const notify = { ...send, cpuMs: decide.cpuMs + send.cpuMs, calls: decide.calls + send.calls };

for (const [name, service] of Object.entries({ 'parse-mail': parse, notify })) {
  console.log(`${name}: ${service.cpuMs.toFixed(1)} ms CPU and ${service.calls} calls a mail`);
  console.table(
    SIZES.map((megabytes) => {
      const ms = timeMs(service, megabytes);
      const large = timeMs({ ...service, cpuMs: service.cpuMs + LARGE_MAIL_CPU_MS }, megabytes);
      return {
        MB: megabytes,
        'ms a mail': Math.round(ms),
        '$ a million': dollars(ms, megabytes).toFixed(2),
        'ms with 10 MB': name === 'parse-mail' ? Math.round(large) : '',
      };
    }),
  );
}
