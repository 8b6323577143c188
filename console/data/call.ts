import { CallError, isMissing } from './call-error.ts';
import { isLocal, token } from './facts.ts';
import { isTokenRefused } from './token-refused.ts';

/** Keys of POSTs that failed, by path and body. */
const failedKeys = new Map<string, string>();

/** What is posted to this path from now on is meant anew, even if it equals a POST that failed. */
export function forgetFailed(path: string): void {
  for (const name of failedKeys.keys()) if (name.startsWith(`${path} `)) failedKeys.delete(name);
}

/** A call of the chat API. A POST that is sent again after a failure has the same key, so that it happens once if only its answer was lost. */
export async function api<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const bearer = token.read();
  const text = body && JSON.stringify(body);
  const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  if (method !== 'POST') return call(`/v1${path}`, method, text, headers);
  const name = `${path} ${text}`;
  const key = failedKeys.get(name) ?? crypto.randomUUID();
  // two equal calls at a time are two, such as two files of one name
  failedKeys.delete(name);
  try {
    return await call(`/v1${path}`, method, text, { ...headers, 'idempotency-key': key });
  } catch (error) {
    failedKeys.set(name, key);
    throw error;
  }
}

/** What stands at the path of the chat API; undefined: nothing does. */
export async function find<Item>(path: string): Promise<Item | undefined> {
  try {
    return await api<Item>('GET', path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Calls a control of this machine below `/local`. A string is sent as it is. */
export function local<Answer>(
  method: string,
  path: string,
  body?: object | string,
): Promise<Answer> {
  return call(`/local${path}`, method, typeof body === 'object' ? JSON.stringify(body) : body, {});
}

async function call<Answer>(
  url: string,
  method: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const answer = text ? read(text) : undefined;
  if (response.ok) return answer as Answer;
  if (response.status === 401) {
    // the page of `npm start` has its token in itself, so nobody can enter another one
    if (isLocal) throw new CallError(401, 'Reload this page.', 'page-outdated');
    isTokenRefused.set(true);
  }
  throw refusalOf(response.status, answer);
}

/** The API's problem details (RFC 9457), or the error of a local control. */
interface Refusal {
  code?: string;
  detail?: string;
  title?: string;
  error?: string;
  message?: string;
  errors?: Array<{ pointer: string; message: string }>;
}

function read(text: string): Refusal | undefined {
  try {
    return JSON.parse(text) as Refusal;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

function refusalOf(status: number, refusal: Refusal = {}): CallError {
  const { detail, error, title, message, code, errors = [] } = refusal;
  const fields = errors.map(({ pointer, message: words }) => ({ path: pointer, message: words }));
  return new CallError(status, detail ?? error ?? title ?? message ?? `${status}`, code, fields);
}
