import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a shell command in this folder and returns its output. Throws with the output if it fails. */
export async function runHere(
  command: string,
  { folder, environment = {} }: { folder: string; environment?: Record<string, string> },
): Promise<string> {
  const child = spawn('sh', ['-ec', command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_config_update_notifier: 'false', ...environment },
  });
  const output: string[] = [];
  const all: string[] = [];
  child.stdout.on('data', (chunk) => output.push(String(chunk)) && all.push(String(chunk)));
  child.stderr.on('data', (chunk) => all.push(String(chunk)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${all.join('').slice(-20_000)}`);
  return output.join('');
}
