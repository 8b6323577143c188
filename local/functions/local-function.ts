import { randomUUID } from 'node:crypto';
import { reporter } from '../reporter.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionLogs } from './function-logs.ts';
import { FunctionProcess } from './function-process-handle.ts';
import type { InvocationResult } from './invocation.ts';

/** What `GET /local/functions` says of a function. */
export interface FunctionFacts {
  name: string;
  /** null while no process runs. */
  pid: number | null;
  invocations: number;
  errors: number;
  lastDurationMs: number | null;
  /** Of all of them, in milliseconds. */
  totalDurationMs: number;
}

/** Lambda's own. */
const DEFAULT_ASYNC_RETRIES = 2;
/** Processes in a row that may be gone before they call the handler; more is a fault of the function. */
const MAX_REPLACED = 3;

/** So long after the last invocation a spare is made: until then the machine has other work. */
const SPARE_AFTER_MS = 10_000;

/** A function in a process of its own, started at the first invocation; one invocation at a time, the others wait. */
export class LocalFunction {
  readonly definition: FunctionDefinition;
  readonly logs = new FunctionLogs();
  /** What Lambda itself adds to the template's variables. */
  readonly environment: Record<string, string>;
  readonly #onRun: () => void;
  /** How often an event that nobody waits for is tried again (`AWS::Lambda::EventInvokeConfig`). */
  asyncRetries = DEFAULT_ASYNC_RETRIES;
  #process: FunctionProcess | undefined;
  /** Has loaded its bundle and run nothing: it knows no setting yet. */
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

  /** `environment` is what Lambda itself adds to the template's variables; `onRun` is called after each invocation. */
  constructor(
    definition: FunctionDefinition,
    environment: Record<string, string>,
    onRun: () => void = () => undefined,
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

  /** The next invocation runs in a process that has run nothing: what a function remembers of settings and secrets is forgotten. */
  markStale(): void {
    this.#isStale = true;
    if (this.#isKeptWarm) this.#warm();
  }

  /** Has a process ready, now and after each change, and once it has run a spare one for that, so that nobody waits while its bundle is loaded. */
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

  /** As Lambda gives an event to no machine that is gone: one that did not come to call its handler is replaced. */
  async #runInLiveProcess(event: unknown): Promise<InvocationResult> {
    const { timeoutMs } = this.definition;
    for (let replaced = 0; ; replaced += 1) {
      const request = { requestId: randomUUID(), event, deadline: Date.now() + timeoutMs };
      const result = await this.#liveProcess().run(request, timeoutMs);
      const isGone = !result.isOk && result.isCrash && !this.#isStopped;
      // the next one loads while the event waits for its next try
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
