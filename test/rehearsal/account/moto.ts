import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const REGION = 'eu-west-1';

export interface Moto {
  endpoint: string;
  /** Configuration of an SDK's client. */
  client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** A request of the Query protocol, for services whose SDK client the project does not have. */
  query(service: string, fields: Record<string, string>): Promise<string>;
  stop(): void;
}

const READY_WITHIN_TRIES = 600;

/** moto's server, which plays the services of AWS in one process. */
export async function startMoto(program: string, port: number): Promise<Moto> {
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < READY_WITHIN_TRIES; tries += 1) {
    const isReady = await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
    await wait(200);
  }
  process.on('exit', () => child.kill());
  return {
    endpoint,
    client: {
      endpoint,
      region: REGION,
      credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
    },
    query: (service, fields) => query(endpoint, service, fields),
    stop: () => child.kill(),
  };
}

async function query(
  endpoint: string,
  service: string,
  fields: Record<string, string>,
): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: credentialOf(service) },
    body: new URLSearchParams(fields),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(/<Message>([^<]*)/.exec(text)?.[1] ?? text.slice(0, 500));
  return text;
}

/** moto recognises services by the scope of the signature, and does not verify it. */
const credentialOf = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=rehearsal/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
