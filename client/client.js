import { OPERATIONS } from './generated/operations.js';

const MAX_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** A server that asks for more is not waited for. */
const MAX_WAIT_MS = 15_000;
const AGAIN = new Set([429, 500, 502, 503, 504]);

/** An answer that is no success: a problem document (RFC 9457). Branch on `code`. */
export class PipingProblem extends Error {
  name = 'PipingProblem';

  constructor(problem, requestId) {
    const { status, code, errors = [], title } = problem;
    const wrong = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ');
    super(`${status} ${code}: ${problem.detail ?? (wrong || title)}`);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
  }
}

export function createClient({ url, token, fetch = globalThis.fetch }) {
  const call = (operation) => async (input, options) => {
    const request = makeRequest(operation, input, { url, token, ...options });
    return readAnswer(await sendUntilAnswered(fetch, request));
  };
  return Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]) => [name, call(operation)]),
  );
}

export async function* eachPage(list, input) {
  let cursor;
  do {
    const page = await list({ ...input, ...(cursor !== undefined && { cursor }) });
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** What the path and the query do not take is the body; a call without a body has it in the query, for the API to refuse. */
function makeRequest({ method, path, query }, input = {}, { url, token, idempotencyKey, signal }) {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const take = (name) => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };
  const filled = path.replace(/\{(\w+)\}/g, (_place, name) => {
    if (!rest.has(name)) throw new TypeError(`${method} ${path} needs ${name}`);
    return encodeURIComponent(take(name));
  });
  const target = new URL(url.replace(/\/+$/, '') + filled);
  const hasBody = method !== 'GET' && method !== 'DELETE';
  for (const name of hasBody ? query.filter((one) => rest.has(one)) : [...rest.keys()]) {
    target.searchParams.set(name, take(name));
  }
  return new Request(target, {
    method,
    redirect: 'manual',
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      ...(hasBody && { 'content-type': 'application/json' }),
      // a call that got no answer happens once, however often it is sent
      ...(method === 'POST' && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
    },
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
  });
}

async function sendUntilAnswered(fetch, request) {
  for (let tries = 1; ; tries += 1) {
    const answer = await send(fetch, request.clone()).catch((error) => {
      if (request.signal.aborted) throw error;
      if (tries === MAX_TRIES) throw noAnswer(request, error);
    });
    const waitMs = waitBefore(tries, answer);
    if (answer && (!AGAIN.has(answer.status) || tries === MAX_TRIES || waitMs > MAX_WAIT_MS)) {
      return answer;
    }
    await pause(waitMs, request.signal);
  }
}

/** An answer and its whole text: one that is cut off is none. */
async function send(fetch, request) {
  const answer = await fetch(request);
  const { status, ok, headers } = answer;
  return { status, ok, headers, text: await answer.text() };
}

/** Ends at once when the caller gives up; the next try then says so. */
const pause = (waitMs, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });

/** `fetch failed` alone names neither the API nor what is wrong with the connection. */
function noAnswer({ method, url }, error) {
  const { origin, pathname } = new URL(url);
  const why = error.cause?.message || error.cause?.code || error.message;
  const words = `${method} ${origin}${pathname} got no answer in ${MAX_TRIES} tries: ${why}`;
  return new Error(words, { cause: error });
}

/** What Retry-After says, else twice as long each time. */
const waitBefore = (tries, answer) =>
  Number(answer?.headers.get('retry-after') ?? 0) * 1_000 || FIRST_WAIT_MS * 2 ** (tries - 1);

function readAnswer({ status, ok, headers, text }) {
  if (status === 302) return { location: headers.get('location') };
  const isJson = (headers.get('content-type') ?? '').includes('json');
  const body = isJson && text !== '' ? JSON.parse(text) : undefined;
  if (ok) return body;
  // a gateway's own answer is no problem document
  const code = status === 429 ? 'rate-limited' : 'internal';
  const problem = { status, code, title: text.slice(0, 200) };
  throw new PipingProblem({ ...problem, ...body }, headers.get('x-request-id'));
}
