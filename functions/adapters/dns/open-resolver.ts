import { Resolver } from 'node:dns/promises';

const QUERY_TIMEOUT_MS = 2000;
const QUERY_TRIES = 2;

/**
 * A resolver that asks `host:port` (host an IP address), or the system's name servers by default.
 * @throws Error that says what form `server` must have.
 */
export function openResolver(server?: string): Resolver {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
  if (server === undefined) return resolver;
  try {
    resolver.setServers([server]);
  } catch (cause) {
    throw new Error(
      `The DNS server "${server}" cannot be used: give an IP address and a port, such as 127.0.0.1:53`,
      { cause },
    );
  }
  return resolver;
}
