import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InvocationAnswer, InvocationRequest } from './functions/invocation.ts';

/**
 * The process of one function: loads its bundle as Lambda would and answers one invocation after the other. The bundle and
 * the handler's name come as arguments, everything else by the environment of the template.
 */
type Handler = (event: unknown, context: object) => unknown;

const [bundle = '', exportName = 'handler'] = process.argv.slice(2);

// A signal to the whole group reaches the pipeline, too: it decides. Without it there is nothing to live for.
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
// Each invocation awaits it and tells; until then it must not end the process unheard.
loaded.catch(() => undefined);

process.on('message', (request: InvocationRequest) => {
  void run(request).then((answer) => {
    process.send?.(answer, () => void leaveIfNotLoaded());
    keepCompiled();
  });
});

/** A bundle that cannot be loaded now is tried again in a fresh process. */
async function leaveIfNotLoaded(): Promise<void> {
  await loaded.catch(() => process.exit(1));
}

/** What Lambda hands on of an answer (Invoke, "payload"). */
const MAX_ANSWER_BYTES = 6_291_556;

function requireFitting(value: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes <= MAX_ANSWER_BYTES) return;
  const error = new Error(`An answer of ${bytes} bytes; Lambda gives ${MAX_ANSWER_BYTES} at most.`);
  error.name = 'Function.ResponseSizeTooLarge';
  throw error;
}

let isKept = false;

/** Node writes its compile cache at the end of a process; this one ends by being killed. */
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
