import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * A connection idle for longer is not reused. While a function is frozen the peer closes it; a mail written into it ends in a reset, and
 * nobody knows whether SES has the mail (aws-sdk-js-v3#1196).
 */
const MAX_REST_MS = 3_000;

export interface SesConnections {
  agents: { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
  /** Call before each use: in a frozen function timers and socket events stop, but the wall clock does not. */
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

/**
 * System calls that fail before the last octet of a request has left, so the service cannot have taken it. A failed read proves nothing.
 */
const UNSENT = new Set(['connect', 'getaddrinfo', 'write']);

export const isUnsent = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && UNSENT.has(String(error.syscall));
