import type { IncomingMessage } from 'node:http';
import { HOST } from '../configuration.ts';

/**
 * Why a request to the console or the controls is refused: they are for this machine alone. A web page that someone opens
 * here must not drive them, neither as itself (Origin) nor under a name that leads to 127.0.0.1 (Host).
 */
export function reasonToRefuse(request: IncomingMessage, port: number): string | undefined {
  const own = [`${HOST}:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !own.includes(host)) return `Open http://${own[0]}/ instead.`;
  if (origin !== undefined && !own.some((each) => origin === `http://${each}`)) {
    return 'Another web page may not use this console.';
  }
  return undefined;
}
