import { COMPILE_CACHE } from '../compile-cache.ts';
import { HOST, REGION } from '../configuration.ts';
import { LocalError } from '../local-error.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { LocalFunction } from './local-function.ts';

/**
 * Functions to keep warm, in the order in which a page needs them. The
 * last two run at the same time as the first mail and would slow it down.
 */
const ON_THE_WAY = ['serve-api', 'parse-mail', 'notify', 'check-settings', 'deliver-webhooks'];

/** Endpoints of the services for the functions' SDK (AWS_ENDPOINT_URL_…). */
export interface Endpoints {
  dynamodb: string;
  storage: string;
  services: string;
}

/** All functions of the template, by ARN and by name. */
export class FunctionRegistry {
  readonly #byArn = new Map<string, LocalFunction>();
  readonly #endpoints: Endpoints;
  readonly #extra: Record<string, string>;
  readonly #onRun: () => void;

  /** `extra`: variables that only exist on this machine, for every function. `onRun` is called after each invocation. */
  constructor(endpoints: Endpoints, extra: Record<string, string>, onRun: () => void) {
    this.#onRun = onRun;
    this.#endpoints = endpoints;
    this.#extra = extra;
  }

  add(definition: FunctionDefinition): void {
    this.#byArn.set(
      definition.arn,
      new LocalFunction(definition, this.#runtimeVariables(definition), this.#onRun),
    );
  }

  all(): LocalFunction[] {
    return [...this.#byArn.values()];
  }

  /** `arn` may have a version or alias behind the name. */
  byArn(arn: string): LocalFunction {
    const found = this.#byArn.get(arn.split(':').slice(0, 7).join(':'));
    if (found) return found;
    throw new LocalError(`The template names the function ${arn}, which it does not define.`);
  }

  byName(name: string): LocalFunction | undefined {
    return this.all().find((each) => each.definition.name === name);
  }

  /**
   * For somebody who watches: starts the processes that a mail and its reply
   * need before their first invocation, and again after each change of settings.
   */
  keepWarm(): void {
    for (const name of ON_THE_WAY) this.byName(name)?.keepWarm();
  }

  markStale(): void {
    for (const each of this.all()) each.markStale();
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map((each) => each.stop()));
  }

  #runtimeVariables(definition: FunctionDefinition): Record<string, string> {
    const { dynamodb, storage, services } = this.#endpoints;
    return {
      PATH: process.env.PATH ?? '',
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_LAMBDA_FUNCTION_NAME: definition.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      LAMBDA_TASK_ROOT: definition.folder,
      AWS_ENDPOINT_URL: services,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_S3: storage,
      AWS_ENDPOINT_URL_SQS: storage,
      NO_PROXY: HOST,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...this.#extra,
    };
  }
}
