import { appendFileSync } from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { readIamCalls } from './iam-call.ts';

/** Characters of a request body that are kept. The rest of a longer one says nothing about rights. */
const MAX_BODY_CHARACTERS = 20_000_000;

/**
 * Writes a line for each AWS call of this process, so that a test can compare it with the
 * function's role. It hooks into Node's http, to which every AWS SDK client passes its requests.
 */
export function recordCalls(file: string): void {
  const known = new Set<string>();
  const request = http.request;
  http.request = ((...given: Parameters<typeof request>) => {
    const sent = request(...given);
    const endpoint = String(sent.getHeader('host'));
    if (OWN_ENDPOINTS().some((each) => each.endsWith(endpoint))) {
      whenSent(sent, (body) => {
        for (const line of describe(sent, body)) {
          if (known.has(line)) continue;
          known.add(line);
          appendFileSync(file, `${line}\n`);
        }
      });
    }
    return sent;
  }) as typeof request;
  syncBuiltinESMExports();
}

const OWN_ENDPOINTS = () =>
  Object.entries(process.env).flatMap(([name, value = '']) =>
    name.startsWith('AWS_ENDPOINT_URL') ? [value] : [],
  );

function describe(sent: ClientRequest, body: string): string[] {
  const headers = Object.fromEntries(
    Object.entries(sent.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
  try {
    const calls = readIamCalls({ method: sent.method, path: sent.path, headers, body });
    return calls.map((call) => JSON.stringify(call));
  } catch (error) {
    return [JSON.stringify({ unreadable: String(error), method: sent.method, path: sent.path })];
  }
}

/** Octets for S3 are not kept; other bodies are text. */
function whenSent(sent: ClientRequest, tell: (body: string) => void): void {
  const parts: string[] = [];
  let length = 0;
  const keep = (chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1');
    length += text.length;
    if (length <= MAX_BODY_CHARACTERS) parts.push(text);
  };
  const { write, end } = sent;
  const hasText = !String(sent.getHeader('x-amz-content-sha256') ?? '').startsWith('STREAMING');
  sent.write = ((chunk: unknown, ...rest: never[]) => {
    if (hasText) keep(chunk);
    return Reflect.apply(write, sent, [chunk, ...rest]);
  }) as typeof write;
  sent.end = ((chunk?: unknown, ...rest: never[]) => {
    if (hasText) keep(chunk);
    tell(parts.join(''));
    return Reflect.apply(end, sent, [chunk, ...rest]);
  }) as typeof end;
}
