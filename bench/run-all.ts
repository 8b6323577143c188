/**
 * `npm run bench`: all measurements that issues and decisions quote about
 * cost, one after the other, each with its baseline from the same run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BENCHES = [
  'costs.ts',
  'dollars.ts',
  'imports.ts',
  'memory.ts',
  'scale/simulate-days.ts',
  'throughput/measure-throughput.ts',
];

for (const file of BENCHES) {
  console.log(`\n== ${file}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
