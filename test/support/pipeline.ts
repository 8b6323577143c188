import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTransport, type Transporter } from 'nodemailer';
import { findFreePort } from '../../local/engines/ports.ts';
import { expectDocumentedAnswer } from './documented.ts';

const PROJECT = join(import.meta.dirname, '../..');
const READY_WITHIN_MS = 240_000;

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: journeys read the answers of many calls.
  body: any;
}

export interface OutboxEntry {
  sesMessageId: string;
  from: string;
  to: string[];
  /** RFC 3339. */
  at: string;
  raw: string;
}

export interface SmtpMail {
  from: string;
  /** @default - the piping address */
  to?: string | string[];
  raw: string | Buffer;
}

/** The whole pipeline as `npm start` runs it, on ports of its own. */
export interface TestPipeline {
  url: string;
  smtpPort: number;
  address: string;
  process: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Calls the chat API with the token and `body` as JSON. Throws if the answer is not as documented. */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<HttpAnswer>;
  /** Calls a control below `/local`; a text is sent unchanged. */
  local(method: string, path: string, body?: unknown): Promise<HttpAnswer>;
  /** Sends by SMTP. Rejects with `responseCode` if the SMTP door refuses. */
  smtp(mail: SmtpMail): Promise<void>;
  outbox(): Promise<OutboxEntry[]>;
  /** Waits until nothing is queued or running. */
  idle(timeoutMs?: number): Promise<void>;
  stop(): Promise<number | null>;
}

export async function startTestPipeline(
  environment: Record<string, string> = {},
): Promise<TestPipeline> {
  const [httpPort, smtpPort] = [await findFreePort(), await findFreePort()];
  const child = spawn(process.execPath, ['bin/local.ts'], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...compileCache(),
      PIPING_HTTP_PORT: String(httpPort),
      PIPING_SMTP_PORT: String(smtpPort),
      PIPING_API_TOKEN: 'test-token',
      ...(environment.PIPING_CALLS_FOLDER === undefined && callsFolder()),
      ...environment,
    },
  });
  const output = await waitUntilReady(child);
  const url = `http://127.0.0.1:${httpPort}`;
  const address = environment.PIPING_ADDRESS ?? 'support@piping.example';
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    pool: true,
  });
  return {
    url,
    smtpPort,
    address,
    process: child,
    output,
    api: async (method, path, body, headers) => {
      const authorization = 'Bearer test-token';
      const answer = await call(url + path, method, body, { authorization, ...headers });
      expectDocumentedAnswer(method, path, answer);
      return answer;
    },
    local: (method, path, body) => call(`${url}/local${path}`, method, body, {}),
    smtp: (mail) => send(transport, mail, address),
    outbox: async () => (await call(`${url}/local/outbox`, 'GET', undefined, {})).body,
    idle: async (timeoutMs = 150_000) => {
      const answer = await call(`${url}/local/idle?timeoutMs=${timeoutMs}`, 'GET', undefined, {});
      if (answer.status !== 200) throw new Error(`the pipeline is not idle: ${answer.text}`);
    },
    stop: () => stop(child, transport),
  };
}

/** That of the suites, which has `bin/local.ts` itself, too: what strips its types need not be loaded. */
function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {};
}

/** A folder for the AWS calls of this pipeline's functions, as each pipeline has its own names and rights. */
function callsFolder(): Record<string, string> {
  const { PIPING_CALLS_FOLDER: folder } = process.env;
  return folder ? { PIPING_CALLS_FOLDER: mkdtempSync(join(folder, 'pipeline-')) } : {};
}

async function waitUntilReady(child: ChildProcess): Promise<() => string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready within ${READY_WITHIN_MS} ms:\n${output}`));
    }, READY_WITHIN_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the pipeline ended with ${code}:\n${output}`));
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        if (!line.startsWith('ready ')) return;
        clearTimeout(timer);
        resolve(() => output);
      });
    }
  });
}

async function call(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<HttpAnswer> {
  const isText = typeof body === 'string';
  const ask = () =>
    fetch(url, {
      method,
      redirect: 'manual',
      headers:
        body === undefined || isText ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
  // the server may close an idle connection while a request is on its way
  const response = await ask().catch((error) =>
    method === 'GET' && error.cause?.code === 'ECONNRESET' ? ask() : Promise.reject(error),
  );
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

async function send(
  transport: Transporter,
  { from, to, raw }: SmtpMail,
  address: string,
): Promise<void> {
  await transport.sendMail({ envelope: { from, to: to ?? address }, raw });
}

async function stop(child: ChildProcess, transport: Transporter): Promise<number | null> {
  transport.close();
  if (child.exitCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  return child.exitCode;
}
