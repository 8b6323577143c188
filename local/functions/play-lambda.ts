import type { RestService } from '../engines/services-server.ts';
import type { FunctionRegistry } from './function-registry.ts';

const INVOCATION = /^\/2015-03-31\/functions\/([^/]{1,200})\/invocations$/;

/** Plays Lambda's Invoke for functions that call each other and wait for the answer. */
export function playLambda(functions: () => FunctionRegistry | undefined): RestService {
  return async ({ method, path, body }) => {
    const name = method === 'POST' ? INVOCATION.exec(path)?.[1] : undefined;
    if (name === undefined) return undefined;
    const target = functions()
      ?.all()
      .find(({ definition }) => definition.arn.endsWith(`:${decodeURIComponent(name)}`));
    if (!target) return notFound(name);
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
