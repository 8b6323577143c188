import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOST } from '../configuration.ts';
import { describeError } from '../reporter.ts';
import { escapeXml } from './query-fields.ts';
import { ServiceError } from './service-error.ts';

/** Actions of an AWS service that speaks JSON: they take the request's fields and return the answer's. */
export type JsonService = Record<string, (request: never) => object>;
/** Actions of a service that speaks the Query protocol: they take form fields and return the result as XML. */
export type QueryService = Record<string, (form: URLSearchParams) => string>;

/** A service that speaks REST: returns the answer's status and JSON, or undefined when the path is not its own. */
export type RestService = (request: {
  method: string;
  path: string;
  body: Buffer;
}) => Promise<RestAnswer | undefined> | RestAnswer | undefined;

export interface RestAnswer {
  status: number;
  value: unknown;
  headers?: Record<string, string>;
}

export interface Services {
  rest?: readonly RestService[];
  /** By the prefix of `X-Amz-Target`. */
  json: Record<string, JsonService>;
  query: { namespace: string; actions: QueryService };
}

export interface ServicesServer {
  endpoint: string;
  stop(): Promise<void>;
}

const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Plays SSM, Secrets Manager, SES, Lambda and CloudFormation on one port. Other requests get 400. */
export async function startServices(services: Services): Promise<ServicesServer> {
  const server = createServer((request, response) => {
    answer(services, request, response).catch(() => response.destroy());
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://${HOST}:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return answerJson(services, target, body, response);
  if (await answerRest(services, request, body, response)) return;
  answerQuery(services, new URLSearchParams(body.toString('utf8')), response);
}

async function answerRest(
  { rest = [] }: Services,
  { method = '', url = '' }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const path = new URL(url, 'http://local').pathname;
  for (const service of rest) {
    const answer = await service({ method, path, body });
    if (!answer) continue;
    const { status, value, headers = {} } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
    return true;
  }
  return false;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES)
      throw new Error(`a request of more than ${MAX_REQUEST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerJson(
  services: Services,
  target: string,
  body: Buffer,
  response: ServerResponse,
): void {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.setHeader('x-amzn-requestid', randomUUID());
  const dot = target.lastIndexOf('.');
  const action = services.json[target.slice(0, dot)]?.[target.slice(dot + 1)];
  try {
    if (!action)
      throw new ServiceError(
        'UnknownOperationException',
        `${target} is not played on this machine`,
      );
    response.end(JSON.stringify(action(JSON.parse(body.toString('utf8') || '{}') as never)));
  } catch (error) {
    const known = asServiceError(error);
    response.statusCode = known.status;
    response.end(JSON.stringify({ __type: known.code, message: known.message }));
  }
}

function answerQuery(services: Services, form: URLSearchParams, response: ServerResponse): void {
  const name = form.get('Action') ?? '';
  const requestId = `<RequestId>${randomUUID()}</RequestId>`;
  response.setHeader('content-type', 'text/xml');
  try {
    const action = Object.hasOwn(services.query.actions, name)
      ? services.query.actions[name]
      : undefined;
    if (!action) throw new ServiceError('InvalidAction', `${name} is not played on this machine`);
    response.end(
      `<${name}Response xmlns="${services.query.namespace}"><${name}Result>${action(form)}</${name}Result>` +
        `<ResponseMetadata>${requestId}</ResponseMetadata></${name}Response>`,
    );
  } catch (error) {
    const known = asServiceError(error);
    response.statusCode = known.status;
    response.end(
      `<ErrorResponse xmlns="${services.query.namespace}"><Error><Type>Sender</Type><Code>${known.code}</Code>` +
        `<Message>${escapeXml(known.message)}</Message></Error>${requestId}</ErrorResponse>`,
    );
  }
}

function asServiceError(error: unknown): ServiceError {
  return error instanceof ServiceError
    ? error
    : new ServiceError('InternalFailure', describeError(error), 500);
}
