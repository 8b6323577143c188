import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * A connection that rested for longer is not used again. While a function is frozen the other side closes it, and a mail that is written into
 * it ends in a reset of which nobody knows whether SES had the mail (aws-sdk-js-v3#1196).
 */
const MAX_REST_MS = 3_000;

export interface SesConnections {
  agents: { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
  /** To be called before each use: wall-clock time goes on while timers and sockets of a frozen function do not. */
  dropRested(): void;
}

/** `now`: epoch milliseconds. */
export function openSesConnections(now: () => number): SesConnections {
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
  };
  let usedAt = now();
  return {
    agents,
    dropRested() {
      const isRested = now() - usedAt > MAX_REST_MS;
      usedAt = now();
      if (!isRested) return;
      for (const { freeSockets } of Object.values(agents)) {
        for (const sockets of Object.values(freeSockets)) {
          for (const socket of sockets ?? []) socket.destroy();
        }
      }
    },
  };
}

/** Calls that fail before the last octet of a request has left: the service cannot have taken it. A failed read says nothing of the kind. */
const UNSENT = new Set(['connect', 'getaddrinfo', 'write']);

export const isUnsent = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && UNSENT.has(String(error.syscall));
