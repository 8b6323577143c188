import type { IncomingMessage, ServerResponse } from 'node:http';
import { PayloadTooLarge, readPayload } from '../doors/read-payload.ts';
import { describeError, reporter } from '../reporter.ts';

export interface ControlRequest {
  /** What follows the control's path, decoded. */
  name: string;
  query: URLSearchParams;
  text: string;
  /** The body as an object of these fields, empty when there is none; others are refused, because a misspelt `rehearse` would take mail. */
  fields(...names: string[]): Record<string, unknown>;
}

/** An answer that is already JSON. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Returns the answer as a value for JSON, or a JsonText. */
export type Control = (request: ControlRequest) => unknown;

export interface Controls {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A refusal by a control: status and sentence. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Controls by method and path, such as `"GET /local/outbox"`. A path that ends with a slash takes a name behind it. The one query
 * parameter that a control takes stands behind its path, as in `"GET /local/idle?timeoutMs"`; others are refused.
 */
export function makeControls(controls: Readonly<Record<string, Control>>): Controls {
  return {
    answer: async (request, response) => {
      try {
        const result = await run(controls, request);
        write(response, 200, result ?? {});
      } catch (error) {
        writeError(response, error);
      }
    },
  };
}

async function run(
  controls: Readonly<Record<string, Control>>,
  request: IncomingMessage,
): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://local');
  const text = (await readPayload(request)).toString('utf8');
  const path = `${request.method} ${url.pathname.replace(/\/$/, '')}`;
  const [key = '', control] =
    Object.entries(controls).find(([each]) => pathOf(each) === path) ??
    Object.entries(controls).find(([each]) => each.endsWith('/') && path.startsWith(each)) ??
    [];
  if (!control) {
    const keys = Object.keys(controls).join(', ');
    throw new ControlError(404, `There is no control ${path}. There are: ${keys}.`);
  }
  refuseParameters(key, url.searchParams);
  return control({
    name: decodeName(path.slice(pathOf(key).length)),
    query: url.searchParams,
    text,
    fields: (...names: string[]) => fieldsOf(parseObject(text), names),
  });
}

const pathOf = (key: string): string => key.replace(/\?.*$/, '');

function refuseParameters(key: string, query: URLSearchParams): void {
  const [, taken] = key.split('?');
  const other = [...query.keys()].find((name) => name !== taken);
  if (other === undefined) return;
  const there = taken === undefined ? 'This control takes none' : `There is: ${taken}`;
  throw new ControlError(422, `There is no query parameter "${other}". ${there}.`);
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ControlError(400, `The name ${text} is not URL-encoded as it must be.`);
  }
}

function parseObject(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The error below says so.
  }
  throw new ControlError(400, 'The body must be a JSON object.');
}

function fieldsOf(body: Record<string, unknown>, names: string[]): Record<string, unknown> {
  const other = Object.keys(body).find((name) => !names.includes(name));
  if (other === undefined) return body;
  throw new ControlError(422, `There is no field "${other}". There are: ${names.join(', ')}.`);
}

function writeError(response: ServerResponse, error: unknown): void {
  const status = statusOf(error);
  if (status === 500) reporter.warn(`control: ${describeError(error)}`);
  write(response, status, { error: describeError(error) });
}

function statusOf(error: unknown): number {
  if (error instanceof ControlError) return error.status;
  return error instanceof PayloadTooLarge ? 413 : 500;
}

function write(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(value instanceof JsonText ? value.text : JSON.stringify(value));
}
