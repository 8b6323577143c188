import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from './function-definition.ts';
import { followLog } from './function-log.ts';
import type { FunctionLogs } from './function-logs.ts';
import type { InvocationAnswer, InvocationRequest, InvocationResult } from './invocation.ts';

const PROGRAM = fileURLToPath(new URL('../function-process.ts', import.meta.url));
const BUNDLE_EXTENSION = '.mjs';

type Failure = Extract<InvocationResult, { isOk: false }>;

/** One running process of a function, from fork to end. */
export class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #name: string;
  #isAlive = true;
  /** It got an event, so it may remember settings and secrets. */
  hasRun = false;

  constructor(
    definition: FunctionDefinition,
    environment: Record<string, string>,
    logs: FunctionLogs,
  ) {
    this.#name = definition.name;
    const { file, exportName } = splitHandler(definition.handler);
    this.#child = fork(PROGRAM, [join(definition.folder, file + BUNDLE_EXTENSION), exportName], {
      env: { ...environment, ...definition.environment, ...campaignVariables() },
      execArgv: [`--max-old-space-size=${definition.memoryMegabytes}`, ...preloads()],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.once('exit', () => {
      this.#isAlive = false;
    });
    this.#child.on('error', () => {
      this.#isAlive = false;
    });
    followLog(definition.name, this.#child, logs);
  }

  get isAlive(): boolean {
    return this.#isAlive && this.#child.connected;
  }

  get pid(): number | null {
    return this.isAlive ? (this.#child.pid ?? null) : null;
  }

  kill(): void {
    this.#isAlive = false;
    this.#child.kill('SIGKILL');
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    const { exitCode, signalCode, pid } = this.#child;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    const gone = once(this.#child, 'exit');
    this.kill();
    await gone;
  }

  /** Resolves with the answer, the death of the process or a timeout, whichever comes first. */
  run(request: InvocationRequest, timeoutMs: number): Promise<InvocationResult> {
    this.hasRun = true;
    return new Promise((resolve) => {
      let hasBegun = false;
      const finish = (result: InvocationResult) => {
        clearTimeout(timer);
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        resolve(result);
      };
      const onMessage = (answer: InvocationAnswer) => {
        if (answer.requestId !== request.requestId) return;
        if (answer.isBeginning) hasBegun = true;
        else finish(readAnswer(answer));
      };
      // read what it sent last before the channel is closed
      const onExit = (code: number | null, signal: string | null) => {
        const end = () => finish({ ...this.#death(code, signal), hasBegun });
        if (this.#child.connected) this.#child.once('disconnect', end);
        else end();
      };
      const timer = setTimeout(() => {
        finish(failure('Sandbox.Timedout', `no answer within ${timeoutMs / 1000} seconds`));
        this.kill();
      }, timeoutMs);
      this.#child.on('message', onMessage);
      this.#child.once('exit', onExit);
      this.#child.send(request, (error) => {
        if (!error) return;
        // its exit may be reported later, and the next caller must not get this process again
        this.kill();
        const gone = failure('Runtime.ExitError', 'the process of the function is gone');
        finish({ ...gone, isCrash: true, hasBegun: false });
      });
    });
  }

  #death(code: number | null, signal: string | null): Failure {
    const how = signal ? `signal ${signal}` : `exit code ${code}`;
    const ended = failure('Runtime.ExitError', `the process of ${this.#name} ended by ${how}`);
    return { ...ended, isCrash: signal === 'SIGKILL' };
  }
}

function readAnswer({ value, error }: InvocationAnswer): InvocationResult {
  return error ? failure(error.name, error.message) : { isOk: true, value };
}

function failure(error: string, message: string): Failure {
  return { isOk: false, error, message, isCrash: false, hasBegun: true };
}

/** A test may load a module before the bundle, such as one that makes AWS calls fail. It sees the pipeline's own `CAMPAIGN_` variables. */
function preloads(): string[] {
  const { PIPING_FUNCTION_PRELOAD: file } = process.env;
  return file ? ['--import', file] : [];
}

const campaignVariables = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name.startsWith('CAMPAIGN_')),
  ) as Record<string, string>;

function splitHandler(handler: string): { file: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  return { file: handler.slice(0, dot), exportName: handler.slice(dot + 1) };
}
