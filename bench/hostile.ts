/**
 * `npm run bench:hostile [part of a name] [MB]`: every hostile mail must have an outcome within 6 s of CPU and 256
 * MB, or the given MB. As root on Linux each is read inside a memory cgroup of that size; elsewhere the peak of
 * the process is compared. The reader is bundled as for Lambda, because Node needs about 40 MB to read TypeScript.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { HOSTILE_MAILS, type MailPieces } from './mails/hostile-mails.ts';
import { createMemoryCage } from './memory-cage.ts';

const MAX_CPU_MS = 6000;
const DEFAULT_MEMORY_MB = 256;
const MAX_WALL_MS = 180_000;

const [wanted = '', memoryMb = DEFAULT_MEMORY_MB] = process.argv.slice(2);
const MAX_MEMORY_MB = Number(memoryMb);
const folder = mkdtempSync(join(tmpdir(), 'email-piping-bench-'));
const cage = createMemoryCage(MAX_MEMORY_MB * 1024 * 1024);
const child = bundleReader(join(folder, 'read-hostile-mail.mjs'));
console.log(
  `Node ${process.version}; ${cage?.description ?? `no cgroup: peak compared with ${MAX_MEMORY_MB} MB`}`,
);
console.log(`${'hostile mail'.padEnd(46)} MB  CPU ms  peak MB  outcome`);

let failures = 0;
try {
  for (const [name, make] of Object.entries(HOSTILE_MAILS)) {
    if (name.includes(wanted)) measure(name, make());
  }
} finally {
  rmSync(folder, { recursive: true });
  cage?.remove();
}
console.log(failures === 0 ? 'all within bounds' : `${failures} out of bounds`);
process.exitCode = failures === 0 ? 0 : 1;

function bundleReader(outfile: string): string {
  buildSync({
    entryPoints: [new URL('read-hostile-mail.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

function measure(name: string, pieces: MailPieces): void {
  const file = join(folder, 'mail.eml');
  const sizeMb = (write(file, pieces) / 1e6).toFixed(1);
  const command = `${cage?.enter ?? ''}exec "$0" "$1" "$2"`;
  const run = spawnSync('sh', ['-c', command, process.execPath, child, file], {
    timeout: MAX_WALL_MS,
    encoding: 'utf8',
  });
  const result = readResult(run.stdout);
  const isGood =
    result !== undefined && result.cpuMs <= MAX_CPU_MS && result.peakMb <= MAX_MEMORY_MB;
  if (!isGood) failures += 1;
  const [cpu, peak, outcome] = result
    ? [result.cpuMs, result.peakMb, result.outcome]
    : ['-', '-', `NO OUTCOME (${run.signal ?? `exit ${run.status}`}) ${run.stderr.slice(-300)}`];
  console.log(
    `${name.padEnd(44)} ${sizeMb.padStart(4)} ${String(cpu).padStart(7)} ${String(peak).padStart(8)}  ${isGood ? '' : 'TOO MUCH: '}${outcome}`,
  );
}

function readResult(
  output: string,
): { cpuMs: number; peakMb: number; outcome: string } | undefined {
  return output.startsWith('{') ? JSON.parse(output) : undefined;
}

function write(file: string, pieces: MailPieces): number {
  const descriptor = openSync(file, 'w');
  let bytes = 0;
  for (const piece of pieces) bytes += writeSync(descriptor, Buffer.from(piece, 'latin1'));
  closeSync(descriptor);
  return bytes;
}
