import type { RestService } from '../engines/services-server.ts';
import type { FunctionRegistry } from './function-registry.ts';

const INVOCATION = /^\/2015-03-31\/functions\/([^/]{1,200})\/invocations$/;

/** Largest event of a call that waits for its answer (Lambda's quotas: 6 MB). */
const MAX_REQUEST_BYTES = 6_291_456;

/** Plays Lambda's Invoke for functions that call each other and wait for the answer. */
export function playLambda(functions: () => FunctionRegistry | undefined): RestService {
  return async ({ method, path, body }) => {
    const name = method === 'POST' ? INVOCATION.exec(path)?.[1] : undefined;
    if (name === undefined) return undefined;
    const target = functions()
      ?.all()
      .find(({ definition }) => definition.arn.endsWith(`:${decodeURIComponent(name)}`));
    if (!target) return notFound(name);
    if (body.length > MAX_REQUEST_BYTES) return tooLarge(body.length);
    const result = await target.invoke(JSON.parse(body.toString('utf8') || '{}'));
    if (result.isOk) return { status: 200, value: result.value };
    return {
      status: 200,
      headers: { 'x-amz-function-error': 'Unhandled' },
      value: { errorType: result.error, errorMessage: result.message },
    };
  };
}

const notFound = (name: string) => ({
  status: 404,
  headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
  value: { Type: 'User', Message: `Function not found: ${name}` },
});

const tooLarge = (bytes: number) => ({
  status: 413,
  headers: { 'x-amzn-errortype': 'RequestTooLargeException' },
  value: {
    Type: 'User',
    message: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${MAX_REQUEST_BYTES} bytes)`,
  },
});
