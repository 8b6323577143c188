import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The outcome of one invocation, or of loading the bundle. */
export interface RuntimeOutcome {
  isOk: boolean;
  body: unknown;
}

/** Lambda's Runtime API for one function and one event (Lambda developer guide, "Using the Lambda runtime API"). */
export interface RuntimeApi {
  host: string;
  /** When the runtime asked for its first event: the bundle is loaded. Milliseconds of `performance.now()`. */
  loaded: Promise<number>;
  outcome: Promise<RuntimeOutcome>;
  close(): void;
}

const PREFIX = '/2018-06-01/runtime';
const REQUEST_ID = '00000000-0000-4000-8000-000000000001';

export async function openRuntimeApi(
  event: unknown,
  functionArn: string,
  timeoutMs: number,
): Promise<RuntimeApi> {
  const loaded = Promise.withResolvers<number>();
  const outcome = Promise.withResolvers<RuntimeOutcome>();
  let isGiven = false;
  const server = createServer(async (request, response) => {
    const place = request.url?.slice(PREFIX.length) ?? '';
    if (place === '/invocation/next') {
      loaded.resolve(performance.now());
      // the second request stays open, as on Lambda, which freezes the machine until the next event
      if (isGiven) return;
      isGiven = true;
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': REQUEST_ID,
        'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
        'lambda-runtime-invoked-function-arn': functionArn,
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      });
      response.end(JSON.stringify(event));
      return;
    }
    const body = await readJson(request);
    response.writeHead(202).end();
    outcome.resolve({ isOk: place === `/invocation/${REQUEST_ID}/response`, body });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    loaded: loaded.promise,
    outcome: outcome.promise,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}
