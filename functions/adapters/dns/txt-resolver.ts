import { Resolver } from 'node:dns/promises';

/** Looks up the TXT records of a name: each record in its pieces. Throws with a DNS code (`ENOTFOUND`, `ETIMEOUT`). */
export type TxtResolver = (name: string) => Promise<string[][]>;

const QUERY_TIMEOUT_MS = 2000;
const QUERY_TRIES = 2;

/** A resolver that asks `host:port` (host an IP address), or the system's name servers where none is given. */
export function createTxtResolver(server?: string): TxtResolver {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
  if (server !== undefined) setServer(resolver, server);
  return (name) => resolver.resolveTxt(name);
}

function setServer(resolver: Resolver, server: string): void {
  try {
    resolver.setServers([server]);
  } catch (cause) {
    throw new Error(
      `The DNS server "${server}" cannot be used: give an IP address and a port, such as 127.0.0.1:53`,
      { cause },
    );
  }
}
