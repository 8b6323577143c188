import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { HOST } from '../configuration.ts';
import { LocalError } from '../local-error.ts';

/** A port that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Before anything is started: a taken port is one sentence, and nothing is left behind. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (error) {
    throw portError(error, port, variable);
  }
  server.close();
  await once(server, 'close');
}

/** What to say of a port that cannot be listened on. */
export function portError(error: unknown, port: number, variable: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new LocalError(
      `Port ${port} is taken by another program. Stop that one, or give another port with ${variable}.`,
    );
  }
  if (code === 'EACCES') {
    return new LocalError(
      `Port ${port} may not be used by this user. Give another with ${variable}.`,
    );
  }
  return error;
}
