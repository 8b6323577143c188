import type { Resolver } from 'node:dns/promises';

export type Dns = Pick<Resolver, 'resolveMx' | 'resolveTxt' | 'resolveCname'> & {
  resolve4(name: string): Promise<string[]>;
};

/** What the name servers answer for a name that does not exist, or has no record of that type. */
const NOTHING = ['ENOTFOUND', 'ENODATA'];

/** Empty: there are none. Undefined: the name servers gave no answer, as in a network that lets no such questions out. */
export async function recordsOf<Record>(asked: Promise<Record[]>): Promise<Record[] | undefined> {
  try {
    return await asked;
  } catch (error) {
    const isNothing =
      error instanceof Error && 'code' in error && NOTHING.includes(String(error.code));
    return isNothing ? [] : undefined;
  }
}

/** The parts of the configuration for which `hostedZone` writes records. */
export interface AskedRecords {
  domain: string;
  mailFromDomain?: string | undefined;
  apiDomain?: { name: string } | undefined;
  /** Of the domain's identity, in the names of its DKIM records. */
  dkimTokens: readonly string[];
}

/** A DNS record that exists. */
export interface FoundRecord {
  type: string;
  name: string;
}

/** A name that nobody has: what is answered for it comes from a wildcard (RFC 4592). */
export const NOBODYS_LABEL = 'email-piping-asks-for-a-wildcard';

/** Which of the records that `hostedZone` would write exist. Undefined: the name servers gave no answer. */
export async function findRecords(
  dns: Dns,
  asked: AskedRecords,
): Promise<FoundRecord[] | undefined> {
  const answers = await Promise.all(
    wanted(asked).map(async ({ type, name }) => {
      const ask: Ask = (other) => RESOLVERS[type](dns, other);
      const records = await recordsOf(ask(name));
      if (records === undefined) return undefined;
      const isFound = records.length > 0 && !(await isFromWildcard(name, records, ask));
      return isFound ? [{ type, name }] : [];
    }),
  );
  return answers.includes(undefined) ? undefined : answers.flatMap((found) => found ?? []);
}

const RESOLVERS = {
  MX: (dns: Dns, name: string) => dns.resolveMx(name),
  TXT: (dns: Dns, name: string) => dns.resolveTxt(name),
  CNAME: (dns: Dns, name: string) => dns.resolveCname(name),
  A: (dns: Dns, name: string) => dns.resolve4(name),
};

interface WantedRecord extends FoundRecord {
  type: keyof typeof RESOLVERS;
}

const record = (type: WantedRecord['type'], name: string): WantedRecord => ({ type, name });

const wanted = ({ domain, mailFromDomain, apiDomain, dkimTokens }: AskedRecords) => [
  record('MX', domain),
  record('TXT', `_dmarc.${domain}`),
  ...dkimTokens.map((token) => record('CNAME', `${token}._domainkey.${domain}`)),
  ...(mailFromDomain === undefined
    ? []
    : [record('MX', mailFromDomain), record('TXT', mailFromDomain)]),
  // a name with an A record or a CNAME cannot get our A record; looking up A finds both, because it follows the CNAME
  ...(apiDomain === undefined ? [] : [record('A', apiDomain.name)]),
];

type Ask = (name: string) => Promise<unknown[]>;

/** A record beside a wildcard of the same type is allowed; one of the same content would be taken for the wildcard's. */
async function isFromWildcard(name: string, records: unknown[], ask: Ask): Promise<boolean> {
  const beside = `${NOBODYS_LABEL}${name.slice(name.indexOf('.'))}`;
  const wildcards = (await recordsOf(ask(beside))) ?? [];
  return contentOf(wildcards) === contentOf(records);
}

const contentOf = (records: unknown[]) =>
  JSON.stringify(records.map((record) => JSON.stringify(record)).sort());
