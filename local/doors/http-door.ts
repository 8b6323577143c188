import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Console } from '../console/serve-console.ts';
import type { Controls } from '../controls/controls.ts';
import type { HeldPort } from '../engines/ports.ts';
import type { Activity } from '../events/activity.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { describeError, reporter } from '../reporter.ts';
import { makeHttpEvent, writeHttpResult } from './http-event.ts';
import { PayloadTooLarge, readPayload } from './read-payload.ts';
import { reasonToRefuseHost, reasonToRefuseOrigin } from './refuse-strangers.ts';

export interface HttpDoor {
  stop(): Promise<void>;
}

export interface HttpDoorParts {
  port: HeldPort;
  /** Answers everything that is not for this machine. */
  api: LocalFunction;
  activity: Activity;
  controls: Controls;
  console: Console;
}

/** Size of request line and header fields. API Gateway allows 10,240 and answers 431 itself; here serve-api gets the request. */
const MAX_HEADER_BYTES = 1_048_576;

/** Serves the console at `/`, the controls below `/local`, and everything else by the function of the template's HTTP API. */
export async function openHttpDoor(parts: HttpDoorParts): Promise<HttpDoor> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    answer(parts, request, response).catch((error) => fail(error, response));
  });
  await parts.port.handTo((number, host) => server.listen(number, host));
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  parts: HttpDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const strange = reasonToRefuseHost(request, parts.port.number);
  if (strange) return writeProblem(response, 403, 'forbidden', strange);
  const { pathname } = new URL(request.url ?? '/', 'http://local');
  if (isForThisMachine(pathname)) {
    const refusal = reasonToRefuseOrigin(request, parts.port.number);
    if (refusal) return writeMessage(response, 403, refusal);
    if (await parts.console.answer(pathname, response)) return;
    return parts.controls.answer(request, response);
  }
  await parts.activity.during(() => callFunction(parts.api, request, response));
}

const isForThisMachine = (path: string) => /^\/($|local($|\/)|console\/)/.test(path);

async function callFunction(
  api: LocalFunction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result = await api.invoke(makeHttpEvent(request, await readPayload(request)));
  if (result.isOk) return writeHttpResult(result.value, response);
  const isTimeout = result.error === 'Sandbox.Timedout';
  writeMessage(
    response,
    isTimeout ? 503 : 500,
    isTimeout ? 'Service Unavailable' : 'Internal Server Error',
  );
}

function fail(error: unknown, response: ServerResponse): void {
  if (error instanceof PayloadTooLarge) {
    writeProblem(response, 413, 'body-too-large', error.message);
    return;
  }
  reporter.warn(`HTTP: ${describeError(error)}`);
  if (response.headersSent) response.destroy();
  else writeMessage(response, 500, 'Internal Server Error');
}

/**
 * A refusal of ours in the form of the chat API's. API Gateway, whose limit of 10 MB this door has, would
 * answer `{"message":"Request Entity Too Large"}`, which no caller can branch on.
 */
function writeProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  const title = STATUS_CODES[status] ?? '';
  response.end(JSON.stringify({ type: 'about:blank', title, status, code, detail }));
}

/** An error in the form of API Gateway's own. */
function writeMessage(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message }));
}
