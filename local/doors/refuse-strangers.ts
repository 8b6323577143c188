import type { IncomingMessage } from 'node:http';
import { HOST } from '../configuration.ts';

const HTTP_PORT = 80;

/** As clients write them: without the default port (RFC 9110 §4.2.3). */
const ownHosts = (port: number) =>
  [HOST, 'localhost'].flatMap((name) => [`${name}:${port}`, ...(port === HTTP_PORT ? [name] : [])]);

/**
 * Why a request is refused, whatever its path: a web page opened on this machine must not
 * reach the pipeline under a name of its own that resolves to 127.0.0.1 (DNS rebinding).
 */
export function reasonToRefuseHost({ headers }: IncomingMessage, port: number): string | undefined {
  const own = ownHosts(port);
  return headers.host !== undefined && own.includes(headers.host.toLowerCase())
    ? undefined
    : `Open http://${own[0]}/ instead.`;
}

/** Why a request to the console or the controls is refused: other web pages must not use them. */
export function reasonToRefuseOrigin(
  { headers }: IncomingMessage,
  port: number,
): string | undefined {
  const { origin } = headers;
  if (origin === undefined || ownHosts(port).some((each) => origin === `http://${each}`))
    return undefined;
  return 'Another web page may not use this console.';
}
