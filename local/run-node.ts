import { spawn } from 'node:child_process';

/** Characters of a program's output that are kept, from the end, where errors are. */
const MAX_OUTPUT_LENGTH = 4_000;

/** Runs a Node program to its end; it is killed when this process ends. `code` is null when a signal ended it. */
export async function runNode(
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-MAX_OUTPUT_LENGTH);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  process.removeListener('exit', stop);
  return { code, output };
}
