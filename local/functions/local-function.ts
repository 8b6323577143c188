import { randomUUID } from 'node:crypto';
import { reporter } from '../reporter.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionLogs } from './function-logs.ts';
import { FunctionProcess } from './function-process-handle.ts';
import type { InvocationResult } from './invocation.ts';

/** What `GET /local/functions` says about a function. */
export interface FunctionFacts {
  name: string;
  /** null while no process runs. */
  pid: number | null;
  invocations: number;
  errors: number;
  lastDurationMs: number | null;
  /** Of all invocations, in milliseconds. */
  totalDurationMs: number;
}

/** Lambda's own default. */
const DEFAULT_ASYNC_RETRIES = 2;
/** Processes in a row that may die before they call the handler. More means that the function is at fault. */
const MAX_REPLACED = 3;

/** A spare process is made this long after the last invocation, because until then the machine has other work. */
const SPARE_AFTER_MS = 10_000;

/** A function in its own process, started at the first invocation. One invocation runs at a time; others wait. */
export class LocalFunction {
  readonly definition: FunctionDefinition;
  readonly logs = new FunctionLogs();
  /** Variables that Lambda itself adds to the template's. */
  readonly environment: Record<string, string>;
  readonly #onRun: () => void;
  /** How often an asynchronous event is retried (`AWS::Lambda::EventInvokeConfig`). */
  asyncRetries = DEFAULT_ASYNC_RETRIES;
  #process: FunctionProcess | undefined;
  /** A process that has loaded its bundle and run nothing, so it knows no setting yet. */
  #spare: FunctionProcess | undefined;
  #nextSpare: NodeJS.Timeout | undefined;
  #isStale = false;
  #isKeptWarm = false;
  #isStopped = false;
  #last: Promise<unknown> = Promise.resolve();
  #invocations = 0;
  #errors = 0;
  #lastDurationMs: number | null = null;
  #totalDurationMs = 0;

  /** `environment`: variables that Lambda itself adds to the template's. `onRun` is called after each invocation. */
  constructor(
    definition: FunctionDefinition,
    environment: Record<string, string>,
    onRun: () => void,
  ) {
    this.#onRun = onRun;
    this.definition = definition;
    this.environment = environment;
  }

  get facts(): FunctionFacts {
    return {
      name: this.definition.name,
      pid: this.#process?.pid ?? null,
      invocations: this.#invocations,
      errors: this.#errors,
      lastDurationMs: this.#lastDurationMs,
      totalDurationMs: Math.round(this.#totalDurationMs * 10) / 10,
    };
  }

  /** Runs the handler; never throws. */
  invoke(event: unknown): Promise<InvocationResult> {
    const result = this.#last.then(() => this.#run(event));
    this.#last = result;
    return result;
  }

  /** Makes the next invocation run in a process that has run nothing, so that remembered settings and secrets are forgotten. */
  markStale(): void {
    this.#isStale = true;
    if (this.#isKeptWarm) this.#warm();
  }

  /** Keeps a process ready, and after its first run a spare one for the next change, so that nobody waits while a bundle is loaded. */
  keepWarm(): void {
    if (!this.#isKeptWarm) this.#warm();
    this.#isKeptWarm = true;
  }

  #warm(): void {
    this.#last = this.#last.then(() => {
      if (!this.#isStopped && this.#liveProcess().hasRun) this.#makeSpareLater();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#nextSpare);
    await Promise.all([this.#process?.stop(), this.#spare?.stop()]);
  }

  async #run(event: unknown): Promise<InvocationResult> {
    if (this.#isStopped)
      return {
        isOk: false,
        error: 'Stopped',
        message: 'the pipeline stops',
        isCrash: true,
        hasBegun: false,
      };
    const began = performance.now();
    this.#invocations += 1;
    const result = await this.#runInLiveProcess(event);
    const tookMs = performance.now() - began;
    this.#lastDurationMs = Math.round(tookMs * 10) / 10;
    this.#totalDurationMs += tookMs;
    if (this.#isKeptWarm) this.#makeSpareLater();
    if (!result.isOk) this.#countError(result.error, result.message);
    this.#onRun();
    return result;
  }

  /** Lambda gives no event to a machine that has failed: a process that dies before it calls its handler is replaced. */
  async #runInLiveProcess(event: unknown): Promise<InvocationResult> {
    const { timeoutMs } = this.definition;
    for (let replaced = 0; ; replaced += 1) {
      const request = { requestId: randomUUID(), event, deadline: Date.now() + timeoutMs };
      const result = await this.#liveProcess().run(request, timeoutMs);
      const isGone = !result.isOk && result.isCrash && !this.#isStopped;
      // load the next process while the event waits for its retry
      if (isGone) this.#liveProcess();
      if (!isGone || result.hasBegun || replaced >= MAX_REPLACED) return result;
    }
  }

  #countError(error: string, message: string): void {
    this.#errors += 1;
    const line = `${error}: ${message}`;
    this.logs.add(line);
    reporter.warn(`${this.definition.name}: ${line}`);
  }

  #liveProcess(): FunctionProcess {
    if (this.#isStale && this.#process?.hasRun) this.#process.kill();
    this.#isStale = false;
    if (this.#process?.isAlive) return this.#process;
    this.#process = this.#takeSpare() ?? this.#start();
    return this.#process;
  }

  #start = () => new FunctionProcess(this.definition, this.environment, this.logs);

  #takeSpare(): FunctionProcess | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare?.isAlive ? spare : undefined;
  }

  #makeSpareLater(): void {
    clearTimeout(this.#nextSpare);
    this.#nextSpare = setTimeout(() => {
      if (!this.#isStopped) this.#spare ??= this.#start();
    }, SPARE_AFTER_MS).unref();
  }
}
