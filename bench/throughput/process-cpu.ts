import { readdirSync, readFileSync } from 'node:fs';

/** Tick of the kernel's clock, in which CPU time is counted. */
const TICK_MS = 10;

/** Fields of /proc/<pid>/stat from the state on: 1 is the parent, 11 and 12 are the CPU in user and system mode. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Milliseconds of CPU that a process has used so far; 0 when it is gone. */
export function cpuMsOf(pid: number): number {
  try {
    const stat = statOf(pid);
    return (Number(stat[11]) + Number(stat[12])) * TICK_MS;
  } catch {
    return 0;
  }
}

/**
 * Milliseconds of CPU that all processes have used since the machine
 * started: `user nice system idle iowait irq softirq steal` of /proc/stat.
 */
export function cpuMsOfMachine(): number {
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/ +/) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MS;
}

const programOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

/** Every descendant of `parent` that runs this program. */
export function descendantsRunning(program: string, parent: number): number[] {
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  const children = pids.filter((pid) => {
    try {
      return Number(statOf(pid)[1]) === parent;
    } catch {
      return false;
    }
  });
  return children.flatMap((pid) => [
    ...(programOf(pid) === program ? [pid] : []),
    ...descendantsRunning(program, pid),
  ]);
}
