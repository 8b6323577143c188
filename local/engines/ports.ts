import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { HOST } from '../configuration.ts';
import { LocalError } from '../local-error.ts';

/** Below the ports that systems use for outgoing connections, because one of those may be taken again before the caller listens on it. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_767];
const MAX_TRIES = 100;
/** Ports that this process was given before, and on which it may not listen yet. */
const given = new Set<number>();

/** A TCP port of 127.0.0.1 on which nobody listens now, another one each time. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new LocalError(
    `None of ${MAX_TRIES} ports between ${FIRST_PORT} and ${LAST_PORT} is free on ${HOST}. Stop what listens there.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return bind(port).then(
    (server) => close(server).then(() => true),
    () => false,
  );
}

/** A port on which a door will listen. */
export interface HeldPort {
  number: number;
  /** Lets the port go, for this server to listen on it. */
  handTo(listen: (port: number, host: string) => Server): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Holds the port before anything starts. No engine and no outgoing connection gets it until its door opens, and if it is taken,
 * nothing is left behind.
 * @param variable the variable that gives the port, for the error's text
 */
export async function holdPort(port: number, variable: string): Promise<HeldPort> {
  const refuse = (error: unknown) => {
    throw portError(error, port, variable);
  };
  const holder = await bind(port).catch(refuse);
  return {
    number: port,
    handTo: async (listen) => {
      await close(holder);
      await once(listen(port, HOST), 'listening').catch(refuse);
    },
    stop: () => close(holder),
  };
}

/** Whoever connects is turned away. */
async function bind(port: number): Promise<Server> {
  const server = createServer((caller) => caller.destroy()).listen(port, HOST);
  await once(server, 'listening');
  return server;
}

/** Does nothing if the server is closed already. */
const close = (server: Server) => new Promise<void>((done) => server.close(() => done()));

/** The error for a port on which we cannot listen. */
function portError(error: unknown, port: number, variable: string): unknown {
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
