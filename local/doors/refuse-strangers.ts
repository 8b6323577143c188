import type { IncomingMessage } from 'node:http';
import { HOST } from '../configuration.ts';

const HTTP_PORT = 80;

/** As clients write them: without a port that goes without saying (RFC 9110 §4.2.3). */
const ownHosts = (port: number) =>
  [HOST, 'localhost'].flatMap((name) => [`${name}:${port}`, ...(port === HTTP_PORT ? [name] : [])]);

/**
 * Why a request is refused whatever it asks for: a web page that someone opens here must not reach this machine under a name of its own
 * that leads to 127.0.0.1 (DNS rebinding).
 */
export function reasonToRefuseHost({ headers }: IncomingMessage, port: number): string | undefined {
  const own = ownHosts(port);
  return headers.host !== undefined && own.includes(headers.host.toLowerCase())
    ? undefined
    : `Open http://${own[0]}/ instead.`;
}

/** Why a request to the console or the controls is refused: another web page must not drive them. */
export function reasonToRefuseOrigin(
  { headers }: IncomingMessage,
  port: number,
): string | undefined {
  const { origin } = headers;
  if (origin === undefined || ownHosts(port).some((each) => origin === `http://${each}`))
    return undefined;
  return 'Another web page may not use this console.';
}
