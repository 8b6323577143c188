import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, vi } from 'vitest';

/**
 * Plays a service of AWS for a test file, where the embedded engines do not answer as AWS may: clients that the file opens ask this server.
 * `await serviceOfFile((request, response) => …)` at its top.
 */
export async function serviceOfFile(answer: RequestListener): Promise<Server> {
  // as AWS does, it keeps its connections open for longer than a test lasts
  const server = createServer({ keepAliveTimeout: 60_000 }, answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // endpoints of single services, which other files of the worker have left, would win
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_ENDPOINT_URL_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  afterAll(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return server;
}
