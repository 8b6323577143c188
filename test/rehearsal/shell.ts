import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

export interface Ran {
  status: number;
  /** The output, standard error included. */
  output: string;
}

/** One shell for the whole page, as a block may use what an earlier one exports. */
export interface Shell {
  run(commands: string): Promise<Ran>;
  close(): void;
}

export function openShell(folder: string, env: Record<string, string>): Shell {
  const child = spawn('bash', ['--norc', '-s'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Node's pipes are sockets, which a command cannot open as /dev/stdout
  write(child, 'exec > >(cat) 2>&1\n');
  const lines = createInterface({ input: child.stdout });
  let tell: ((line: string) => void) | undefined;
  lines.on('line', (line) => tell?.(line));
  return {
    run: (commands) =>
      new Promise((resolve) => {
        const end = `end-${randomUUID()}`;
        const output: string[] = [];
        tell = (line) => {
          if (!line.includes(end)) return void output.push(line);
          output.push(line.slice(0, line.indexOf(end)));
          resolve({ status: Number(line.split(`${end} `)[1]), output: output.join('\n').trim() });
        };
        write(child, `{ ${commands}\n} </dev/null 2>&1; echo "${end} $?"\n`);
      }),
    close: () => child.stdin?.end(),
  };
}

const write = (child: ChildProcess, text: string) => child.stdin?.write(text);
