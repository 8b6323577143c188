import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installClient } from './install-client.ts';
import { openRuntimeApi, type RuntimeOutcome } from './runtime-api.ts';

export interface FunctionOnLambda {
  arn: string;
  /** Folder of the bundle. */
  folder: string;
  handler: string;
  memoryMegabytes: number;
  timeoutMs: number;
  environment: Record<string, string>;
}

export interface RanOnLambda extends RuntimeOutcome {
  /** From the start of the process until it asked for its first event. */
  initMs: number;
  /** The peak memory of the process; undefined if the system does not report it. */
  peakMegabytes: number | undefined;
  log: string;
}

const NATIVE_CLIENT = join(import.meta.dirname, 'native-client.cjs');

/**
 * Loads a bundle and has it handle one event, as Lambda's nodejs24.x does: AWS's runtime interface client is what loads and calls it, with the flags
 * that the runtime's own bootstrap gives Node for the function's memory, and the template's variables.
 */
export async function runOnLambda(
  { arn, folder, handler, memoryMegabytes, timeoutMs, environment }: FunctionOnLambda,
  event: unknown,
): Promise<RanOnLambda> {
  const api = await openRuntimeApi(event, arn, timeoutMs);
  const startedAt = performance.now();
  const flags = [
    `--max-semi-space-size=${Math.floor(memoryMegabytes * 0.05)}`,
    `--max-old-space-size=${Math.floor(memoryMegabytes * 0.9)}`,
    '--require',
    NATIVE_CLIENT,
  ];
  const child = spawn(process.execPath, [...flags, installClient()], {
    cwd: folder,
    env: {
      ...environment,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_RUNTIME_API: api.host,
      AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/function',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += data));
  const ended = new Promise<RuntimeOutcome>((resolve) => {
    child.once('exit', (code) =>
      resolve({ isOk: false, body: `the runtime ended with ${code}: ${log}` }),
    );
  });
  const outcome = await Promise.race([api.outcome, ended]);
  const initMs = await Promise.race([api.loaded, ended.then(() => Number.NaN)]);
  const peakMegabytes = readPeak(child.pid);
  child.kill('SIGKILL');
  await ended;
  api.close();
  return { ...outcome, initMs: Math.round(initMs - startedAt), peakMegabytes, log };
}

function readPeak(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
  } catch {
    return undefined;
  }
}
