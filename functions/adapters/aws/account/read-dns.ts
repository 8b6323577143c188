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
    questionsOf(dns, asked).map(async ({ type, name, ask }) => {
      const records = await recordsOf(ask(name));
      if (records === undefined) return undefined;
      const isFound = records.length > 0 && !(await isFromWildcard(name, records, ask));
      return isFound ? [{ type, name }] : [];
    }),
  );
  return answers.includes(undefined) ? undefined : answers.flatMap((found) => found ?? []);
}

type Ask = (name: string) => Promise<unknown[]>;

function questionsOf(
  dns: Dns,
  { domain, mailFromDomain, apiDomain, dkimTokens }: AskedRecords,
): (FoundRecord & { ask: Ask })[] {
  const mx = (name: string) => ({ type: 'MX', name, ask: (asked: string) => dns.resolveMx(asked) });
  const txt = (name: string) => ({
    type: 'TXT',
    name,
    ask: (asked: string) => dns.resolveTxt(asked),
  });
  return [
    mx(domain),
    txt(`_dmarc.${domain}`),
    ...dkimTokens.map((token) => ({
      type: 'CNAME',
      name: `${token}._domainkey.${domain}`,
      ask: (asked: string) => dns.resolveCname(asked),
    })),
    ...(mailFromDomain === undefined ? [] : [mx(mailFromDomain), txt(mailFromDomain)]),
    // an A record can stand neither beside another nor beside a CNAME, and both lead to addresses
    ...(apiDomain === undefined
      ? []
      : [{ type: 'A', name: apiDomain.name, ask: (asked: string) => dns.resolve4(asked) }]),
  ];
}

/** A record beside a wildcard of the same type is allowed; one of the same content would be taken for the wildcard's. */
async function isFromWildcard(name: string, records: unknown[], ask: Ask): Promise<boolean> {
  const beside = `${NOBODYS_LABEL}${name.slice(name.indexOf('.'))}`;
  const wildcards = (await recordsOf(ask(beside))) ?? [];
  return contentOf(wildcards) === contentOf(records);
}

const contentOf = (records: unknown[]) =>
  JSON.stringify(records.map((record) => JSON.stringify(record)).sort());
