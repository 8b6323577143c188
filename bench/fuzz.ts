/**
 * `npm run fuzz [count] [seed]`: reads mutated mails of the corpus (200,000)
 * and extracts their replies. Nothing may throw, and memory must stay bounded.
 */
import { corpusMails, readMutants } from './fuzz/read-mutants.ts';

const MAX_MEMORY_MB = 512;
const STEP = 5000;

const count = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const mails = corpusMails();
console.log(`seed ${seed}: ${count} mutants of ${mails.length} mails`);
const outcomes: Record<string, number> = {};
for (let at = 0; at < count; at += STEP) {
  const result = await readMutants(seed + at, Math.min(STEP, count - at), mails);
  for (const [outcome, times] of Object.entries(result.outcomes))
    outcomes[outcome] = (outcomes[outcome] ?? 0) + times;
  const done = at + result.count;
  console.log(`${done} read, ${Math.round(process.uptime())} s, peak ${peakMb()} MB`);
}
console.table(outcomes);
console.log(`peak ${peakMb()} MB`);
process.exitCode = peakMb() <= MAX_MEMORY_MB ? 0 : 1;

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
