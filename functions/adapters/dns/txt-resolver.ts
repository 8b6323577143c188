import { openResolver } from './open-resolver.ts';

/** Looks up the TXT records of a name; each record is a list of its strings. Throws an error with a DNS code (`ENOTFOUND`, `ETIMEOUT`). */
export type TxtResolver = (name: string) => Promise<string[][]>;

/** A resolver that asks `host:port`, or the system's name servers by default. */
export function createTxtResolver(server?: string): TxtResolver {
  const resolver = openResolver(server);
  return (name) => resolver.resolveTxt(name);
}
