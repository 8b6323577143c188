import { appendFileSync } from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { readIamCalls } from './iam-call.ts';

/** Of what is asked for, not of what is stored: the rest of a longer body says nothing about rights. */
const MAX_BODY_CHARACTERS = 20_000_000;

/**
 * Writes down what this process asks AWS for, a line for each call, so that a proof can weigh it against the function's role. It listens
 * where the AWS SDK hands its requests to Node, whatever client they come from.
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

/** S3's octets are not kept; what else goes out is text. */
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
