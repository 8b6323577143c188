import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { HOST } from '../configuration.ts';
import { LocalError } from '../local-error.ts';

/**
 * Below the ports that systems use for outgoing connections, because
 * one of those may be taken again before the caller listens on it.
 */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_767];
const MAX_TRIES = 100;
/** Ports that this process was given before, and on which it may not listen yet. */
const given = new Set<number>();

/**
 * A TCP port of 127.0.0.1 on which nobody listens now, another one each time.
 * @param promised ports that somebody else will listen on
 */
export async function findFreePort(promised: readonly number[] = []): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (given.has(port) || promised.includes(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new LocalError(
    `None of ${MAX_TRIES} ports between ${FIRST_PORT} and ${LAST_PORT} is free on ${HOST}. Stop what listens there.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return bind(port).then(
    () => true,
    () => false,
  );
}

/** Checked before anything starts: a taken port gives one sentence, and nothing is left behind. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  try {
    await bind(port);
  } catch (error) {
    throw portError(error, port, variable);
  }
}

/** Listens on the port and closes it again. */
async function bind(port: number): Promise<void> {
  const server = createServer().listen(port, HOST);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** The error for a port on which we cannot listen. */
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
