import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InvocationAnswer, InvocationRequest } from './functions/invocation.ts';

/**
 * The process of one function: loads its bundle as Lambda would and answers one invocation after the other.
 * The bundle and the handler's name are arguments; everything else is in the environment, from the template.
 */
type Handler = (event: unknown, context: object) => unknown;

const [bundle = '', exportName = 'handler'] = process.argv.slice(2);

// A signal to the whole process group also reaches the pipeline, which ends this process in its turn. If the pipeline
// is gone, this process ends by itself.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

const { PIPING_CALLS_FOLDER: callsFolder, AWS_LAMBDA_FUNCTION_NAME: functionName } = process.env;
if (callsFolder) {
  const { recordCalls } = await import('./rights/record-calls.ts');
  recordCalls(join(callsFolder, `${functionName}-${process.pid}.jsonl`));
}

const loaded = import(pathToFileURL(bundle).href).then(
  (module: Record<string, Handler>) => module[exportName],
);
// Each invocation awaits it and reports the error. Until then an unhandled rejection must not end the process.
loaded.catch(() => undefined);

process.on('message', (request: InvocationRequest) => {
  void run(request).then((answer) => {
    process.send?.(answer, () => void leaveIfNotLoaded());
    keepCompiled();
  });
});

/** A bundle that cannot be loaded now is tried again in a new process. */
async function leaveIfNotLoaded(): Promise<void> {
  await loaded.catch(() => process.exit(1));
}

/** Largest answer that Lambda passes on (Invoke, "payload"). */
const MAX_ANSWER_BYTES = 6_291_556;

function requireFitting(value: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes <= MAX_ANSWER_BYTES) return;
  const error = new Error(`An answer of ${bytes} bytes; Lambda gives ${MAX_ANSWER_BYTES} at most.`);
  error.name = 'Function.ResponseSizeTooLarge';
  throw error;
}

let isKept = false;

/** Node writes its compile cache when a process ends, but this one is killed. */
function keepCompiled(): void {
  if (!isKept) setImmediate(flushCompileCache);
  isKept = true;
}

async function run({ requestId, event, deadline }: InvocationRequest): Promise<InvocationAnswer> {
  try {
    const handler = await loaded;
    if (!handler) throw new Error(`${bundle} has no export "${exportName}"`);
    process.send?.({ requestId, isBeginning: true } satisfies InvocationAnswer);
    const value = await handler(event, makeContext(requestId, deadline));
    requireFitting(value);
    return { requestId, value: value ?? null };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { requestId, error: { name, message } };
  }
}

function makeContext(requestId: string, deadline: number): object {
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } = process.env;
  return {
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    memoryLimitInMB: memory,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
