import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCOUNT_ID, HOST } from '../configuration.ts';

/** A function's answer to an HTTP API (payload format 2.0). */
interface HttpResult {
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

const TEXT_TYPES = /^(text\/|application\/(json|.*\+json|xml|x-www-form-urlencoded|javascript))/;

const ROUTE_KEY = '$default';

/** The request in the form in which API Gateway's HTTP API passes it to a function (payload format 2.0). */
export function makeHttpEvent(request: IncomingMessage, body: Buffer): object {
  const { path, search } = readTarget(request.url ?? '/');
  const isText = TEXT_TYPES.test(request.headers['content-type'] ?? 'application/json');
  const { headers, cookies } = readHeaders(request);
  const query = readQuery(search);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: ROUTE_KEY,
    rawPath: path,
    rawQueryString: search,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: 'local',
      domainName: request.headers.host ?? HOST,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: HOST,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: ROUTE_KEY,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Writes a function's answer. A value of another form becomes the JSON that API Gateway makes of it. */
export function writeHttpResult(value: unknown, response: ServerResponse): void {
  const result = asResult(value);
  for (const [name, field] of Object.entries(result.headers ?? {}))
    response.setHeader(name, String(field));
  if (result.cookies) response.setHeader('set-cookie', result.cookies);
  response.statusCode = result.statusCode ?? 200;
  response.end(Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8'));
}

function asResult(value: unknown): HttpResult {
  if (typeof value === 'object' && value !== null && 'statusCode' in value) {
    return value as HttpResult;
  }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function readHeaders(request: IncomingMessage) {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie' && values) headers[name] = values.join(',');
  }
  const cookies = (request.headers.cookie ?? '').split('; ').filter((cookie) => cookie !== '');
  return { headers, cookies };
}

function readQuery(search: string): Record<string, string> {
  const fields = new URLSearchParams(search);
  const query: Record<string, string> = {};
  for (const name of new Set(fields.keys())) query[name] = fields.getAll(name).join(',');
  return query;
}

/** The path, decoded as by API Gateway, and the query as it came. Dot segments are not resolved. */
function readTarget(target: string): { path: string; search: string } {
  const [, encoded = '', search = ''] = TARGET.exec(target) ?? [];
  return { path: decodePath(encoded), search };
}

/** RFC 9112 §3.2: a path, or an absolute URL. */
const TARGET = /^(?:https?:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i;

/** Decodes all but slashes: what API Gateway does with an encoded slash is not known, and none of our ids has one. */
function decodePath(path: string): string {
  try {
    return path.split(/%2F/i).map(decodeURIComponent).join('%2F');
  } catch {
    return path;
  }
}
