import { fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InvocationAnswer } from '../../../local/functions/invocation.ts';

const PROCESS = join(import.meta.dirname, '../../../local/function-process.ts');
const WITHIN_MS = 300_000;

type Environment = Record<string, string | undefined>;

/** One invocation of a bundle, in a process of its own. */
export function invokeNode(
  bundle: string,
  env: Environment,
  event: unknown,
): Promise<InvocationAnswer> {
  const child = fork(PROCESS, [bundle, 'handler'], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${bundle} ended without an answer`)));
    child.on('message', (answer: InvocationAnswer) => {
      if (answer.isBeginning) return;
      resolve(answer);
      child.kill('SIGKILL');
    });
    child.send({ requestId: randomUUID(), event, deadline: Date.now() + WITHIN_MS });
  });
}

/** Calls a Python handler with the event and the part of Lambda's context that CDK's handlers read. */
const RUN =
  'import index, json, sys, types; index.handler(json.load(sys.stdin), types.SimpleNamespace(log_stream_name="rehearsal"))';

/** One invocation of `index.py` in the folder. */
export async function invokePython(
  python: string,
  folder: string,
  env: Environment,
  event: unknown,
): Promise<InvocationAnswer> {
  const child = spawn(python, ['-c', RUN], {
    cwd: folder,
    // Lambda sets both; boto3 reads the second.
    env: { ...env, AWS_DEFAULT_REGION: env.AWS_REGION },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(JSON.stringify(event));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the function in ${folder} ended with ${code}`);
  return { requestId: randomUUID(), value: null };
}
