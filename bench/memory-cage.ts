import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A memory cgroup for the child processes of one run. */
export interface MemoryCage {
  /** Describes the limit for the output. */
  description: string;
  /** Shell code that moves a process into the cgroup before it runs the program. */
  enter: string;
  remove(): void;
}

/** A memory cgroup (v2 or v1) of that size; undefined when there can be none, because it is not Linux or not root. */
export function createMemoryCage(limitBytes: number): MemoryCage | undefined {
  const isV2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const folder = join(
    isV2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory',
    `email-piping-bench-${process.pid}`,
  );
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, isV2 ? 'memory.max' : 'memory.limit_in_bytes'), String(limitBytes));
    if (isV2) writeFileSync(join(folder, 'memory.swap.max'), '0');
  } catch {
    if (existsSync(folder)) rmdirSync(folder);
    return undefined;
  }
  return {
    description: `memory cgroup ${isV2 ? 'v2' : 'v1'}, ${limitBytes / 1024 / 1024} MB`,
    enter: `echo $$ > ${join(folder, 'cgroup.procs')} && `,
    remove: () => rmdirSync(folder),
  };
}
